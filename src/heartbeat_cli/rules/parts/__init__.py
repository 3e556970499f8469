"""What rules have in common: the evidence they look at, what they have to say, and holding a project against them."""
