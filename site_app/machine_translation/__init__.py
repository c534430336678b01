"""Machines that translate, each behind the same small interface. Knows no database; off unless an operator names one.

machine = configured()                                  None where TRANSLATION_URL is not set
machine.translate(["Call <b>now</b>."], "pl", within=9)  as many passages of inline HTML, or Failed
"""
