"""What vendors and admins change about the supply: blocks, capacity, hours, rules, prices.

Every change locks the services first, re-projects the days it touches, writes before and after to
the audit log, and gives the bookings it leaves to be settled.
"""
