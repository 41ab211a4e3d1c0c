"""What place a text names: an address, a unit or a question, in Chinese or in pinyin.

`texts` tells the steps: find the names (`name_index`), read them as chains (`chains`), choose
(`choosing`), go down to the township (`townships`); `latin` does the same for letters.
"""

from sites.understanding.texts import understand
from sites.understanding.understood import LONGEST_TEXT, Understanding

__all__ = ["LONGEST_TEXT", "Understanding", "understand"]
