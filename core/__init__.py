"""What Cuepoint is, without any chat platform or vendor."""
