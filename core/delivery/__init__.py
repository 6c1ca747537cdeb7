"""Law 4: for each post and video exactly one reply, whatever is redelivered, restarted or killed."""
