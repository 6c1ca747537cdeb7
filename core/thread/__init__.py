"""What a thread says, in which order and with which links; how it looks is each platform's own."""
