"""The words of the field: records, periods, provinces, reform areas, text, settings, errors.

No I/O but packaged data.
"""
