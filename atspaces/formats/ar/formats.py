"""Django's number and date settings for Arabic as Jordan writes it.

Django's own `ar` prints a decimal comma, which `<input type="number">` refuses, and starts
the week on Saturday only by accident of its default. Dates that people read come from
`atspaces.shared.formats`, which knows the Levantine months; what is left here is for the admin.
"""

DATE_FORMAT = "Y/m/d"
TIME_FORMAT = "g:i a"
DATETIME_FORMAT = "Y/m/d g:i a"
SHORT_DATE_FORMAT = "Y/m/d"
SHORT_DATETIME_FORMAT = "Y/m/d g:i a"
YEAR_MONTH_FORMAT = "Y/m"
MONTH_DAY_FORMAT = "m/d"
FIRST_DAY_OF_WEEK = 6  # Saturday
DECIMAL_SEPARATOR = "."
THOUSAND_SEPARATOR = ","
NUMBER_GROUPING = 3
