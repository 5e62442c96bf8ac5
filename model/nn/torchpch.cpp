// Nothing here: the target exists for its precompiled header.
