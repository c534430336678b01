"""Numbers, dates, telephone numbers: what stands in figures stands in the translation, in figures of any script."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator

from site_app.editions.faults.fault import ERROR, WARNING, Fault, Pair

# Between the figures of one number: a thousands mark, a decimal mark, the gaps of a telephone number.
INSIDE = ".,'’ \u00a0\u202f\u2009\u066b\u066c\u060c"
NUMBER = re.compile(rf"\d+(?:[{re.escape(INSIDE)}]\d+)*")
MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
          "november", "december")  # fmt: skip
DATE = re.compile(rf"(?:\b(\d{{1,2}}) )?\b({'|'.join(one.title() for one in MONTHS)})\b(?: (\d{{4}}))?")
SMALL = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
ORDINAL = ("", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
SAID = {word: str(number) for words in (SMALL, ORDINAL) for number, word in enumerate(words) if word}
HOUR = re.compile(r"\b(\d{1,2})(?:[.:]\d\d)? ?([ap])\.?m\b", re.IGNORECASE)
PHONE = re.compile(r'<a\b[^>]*\bhref="(?:tel|sms):\+?(\d+)"[^>]*>(.*?)</a>', re.DOTALL)


def western(text: str) -> str:
    """With the figures 0 to 9, whichever script they were in."""
    return "".join(str(unicodedata.digit(one)) if one.isdecimal() else one for one in text)


def numbers_in(text: str) -> Counter:
    """{figures without marks: how often}."""
    return Counter(re.sub(r"\D", "", found) for found in NUMBER.findall(western(text)))


def check_numbers(pair: Pair) -> Iterator[Fault]:
    english, translation = pair.english.text, pair.translation.text
    wanted, found = numbers_in(english), numbers_in(translation)
    parts_wanted, parts_found = _parts(english), _parts(translation)
    hours = {hour: set(clock) for hour, *clock in _hours(english)}
    for number in wanted:
        if hours.get(number, set()) & found.keys():
            continue  # said by another clock
        if number not in found and not _pieces(english, number) <= parts_found.keys():
            yield _absent(pair, number)
    spoken = {SAID[word] for word in re.findall(r"[a-z]+", english.lower()) if word in SAID} | {
        one for hour in _hours(english) for one in hour
    }
    spoken |= {str(MONTHS.index(month.lower()) + 1) for _day, month, _year in DATE.findall(english)}
    for number in found:
        known = number in wanted or _pieces(translation, number) <= parts_wanted.keys()
        if not known and number.lstrip("0") not in spoken and number not in spoken:
            words = f"The number {number} is not in the English text."
            yield pair.fault("number", WARNING, words, about=f"+{number}")
    for number in wanted:
        if found[number] and wanted[number] > found[number]:
            words = f"The English text says {number} {wanted[number]} times, the translation {found[number]} times."
            yield pair.fault("number", WARNING, words, about=f"{number}×{found[number]}")


def _absent(pair: Pair, number: str) -> Fault:
    for date in DATE.finditer(pair.english.text):
        if number in (date[1], date[3]):
            words = f"The date “{date[0].strip()}” is not in the translation: {number} is missing."
            return pair.fault("date", ERROR, words, about=number)
    if number in {re.sub(r"\D", "", address) for address in pair.english.links if address.startswith(("tel:", "sms:"))}:
        return pair.fault("phone", ERROR, f"The telephone number {number} is missing.", about=number)
    return pair.fault("number", ERROR, f"The number {number} is missing.", about=number)


def _parts(text: str) -> Counter:
    """Every run of figures by itself: two numbers may stand side by side in one language and not in the other."""
    return Counter(re.findall(r"\d+", western(text)))


def _pieces(text: str, number: str) -> set[str]:
    """The runs that a number of the text is made of; itself if it is one."""
    for found in NUMBER.findall(western(text)):
        if re.sub(r"\D", "", found) == number:
            return set(re.findall(r"\d+", found))
    return {number}


def _hours(english: str) -> Iterator[tuple[str, ...]]:
    """5 pm is 17 elsewhere, perhaps with its minutes."""
    for hour, half in HOUR.findall(english):
        clock = int(hour) % 12 + (12 if half.lower() == "p" else 0)
        yield hour, str(clock), f"{clock}00", f"{hour}00", "00", "0"


def check_phones(pair: Pair) -> Iterator[Fault]:
    """The number that is seen is the one that is rung."""
    for target, label in PHONE.findall(pair.translation.html):
        seen = re.sub(r"\D", "", western(re.sub(r"<[^>]*>", "", label)))
        if seen and seen != target:
            words = f"This link shows the number {seen} and rings {target}."
            yield pair.fault("phone", ERROR, words, about=f"{seen} {target}")
