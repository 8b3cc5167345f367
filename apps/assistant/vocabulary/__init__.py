"""The words people use, by subject: English, Arabic and Arabic in Latin letters (Arabizi).

Written as people type them; `apps.assistant.wording.normalised` makes them comparable, so one
spelling stands for its variants with or without vowels, hamza and tails.
"""
