"""Open Referral HSDS 3 in and out, without loss.

What a column of ours holds goes into the column; what it cannot hold stays as it was written in
the object's `hsds`. On the way out the original stands as long as the column still says the same.
"""
