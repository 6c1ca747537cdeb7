"""The model, on any server that speaks OpenAI's chat completions."""
