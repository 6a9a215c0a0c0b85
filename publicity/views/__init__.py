"""The public pages: all read editions, none knows who asks."""
