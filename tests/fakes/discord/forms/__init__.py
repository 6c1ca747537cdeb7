"""What Discord takes: the bodies of requests, with their limits, refused as Discord refuses them."""
