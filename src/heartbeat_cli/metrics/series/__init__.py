"""Series: a metric as of many moments, in one scan where its SQL allows it."""
