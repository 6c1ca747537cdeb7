"""How each chat's way to those who manage a community is tried, under the name of its folder."""
