"""What stands in the {fields} of templates: names, dates, numbers, telephones. Everything is invented."""
import pathlib
import random
import re
import tomllib

HERE = pathlib.Path(__file__).parent
WORDS = tomllib.loads((HERE / "words.toml").read_text("utf-8"))
LATIN = ["ljrb", "pcwb", "newsdesk", "millgaz", "hxbs", "tribco", "editor24"]
DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
MONTHS = ["January", "February", "March", "April", "May", "June",
          "July", "August", "September", "October", "November", "December"]


class Fields:
    """The paper of one page: its town, its name and its day stay the same; other fields are drawn anew each time."""

    def __init__(self, chance: random.Random, headline):
        """`headline` gives a headline of some story, for contents and advertisements of other pages."""
        self.chance, self.headline = chance, headline
        self.zh, self.en = WORDS["zh"], WORDS["en"]
        self.city, self.town = self.pick(self.zh["cities"]), self.pick(self.en["cities"])
        self.paper = self.pick(self.zh["papers"]).format(city=self.city)
        self.paper_en = self.pick(self.en["papers"])
        self.month, self.day, self.weekday = chance.randint(1, 12), chance.randint(1, 28), chance.randint(0, 6)
        self.makers = self.chinese() | self.english() | self.numbers()

    def fill(self, template):
        """The template with its fields filled; those that are no field of ours ({title}, {first}) stay."""
        return re.sub(r"\{(\w+)\}", lambda found: str(self.makers.get(found[1], lambda: found[0])()), template)

    def pick(self, choices):
        return self.chance.choice(choices)

    def between(self, low, high):
        return lambda: self.chance.randint(low, high)

    def digits(self, count):
        return "".join(str(self.chance.randint(0, 9)) for _ in range(count))

    def name(self):
        return self.pick(self.zh["surnames"]) + "".join(self.chance.sample(self.zh["given"], self.pick([1, 2, 2])))

    def name_en(self):
        middle = self.pick(["", "", self.pick("ABCDEJLMRST") + ". "])
        return f"{self.pick(self.en['first_names'])} {middle}{self.pick(self.en['surnames'])}"

    def chinese(self):
        zh, pick = self.zh, self.pick
        day = "一二三四五六日"[self.weekday]
        return {
            "paper": lambda: self.paper, "paperspaced": lambda: " ".join(self.paper), "city": lambda: self.city,
            "county": lambda: pick(zh["counties"]), "town": lambda: pick(zh["towns"]), "street": lambda: pick(zh["streets"]),
            "sect": lambda: pick(zh["sections"]), "surname": lambda: pick(zh["surnames"]), "name": self.name,
            "co": lambda: pick(zh["firms"]).format(city=self.city), "lunar": lambda: pick(zh["lunar"]),
            "date": lambda: f"2024年{self.month}月{self.day}日", "md": lambda: f"{self.month}月{self.chance.randint(1, 28)}日",
            "weekday": lambda: "星期" + day, "w": lambda: day, "h": self.headline,
        }

    def english(self):
        en, pick = self.en, self.pick
        day, month = DAYS[self.weekday], MONTHS[self.month - 1]
        return {
            "CITY": lambda: self.town.upper(), "PAPER": lambda: self.paper_en.upper(),
            "paper_en": lambda: f"{self.town} {self.paper_en}", "county_en": lambda: pick(en["counties"]),
            "wd": lambda: day, "wdc": lambda: day.upper(), "mon": lambda: month, "monc": lambda: month.upper(),
            "street_en": lambda: pick(en["streets"]), "co_en": lambda: pick(en["firms"]), "sect_en": lambda: pick(en["sections"]),
            "name_en": self.name_en, "phone_en": lambda: f"({self.digits(3)}) 555-{self.digits(4)}",
        }

    def numbers(self):
        between, pick = self.between, self.pick
        return {
            "n3": between(1, 3), "n8": between(1, 8), "n28": lambda: self.day, "n99": between(11, 99), "h12": between(1, 12),
            "nn": lambda: f"{self.chance.randint(2, 60):02d}", "mm": lambda: f"{self.chance.randint(0, 59):02d}",
            "num": between(100, 999), "num4": between(1000, 9999), "k": lambda: self.chance.randint(18, 120) * 100,
            "yy": between(10, 24), "q": lambda: pick(["00", "25", "50"]), "rom": lambda: pick(["", "I", "V", "IX"]),
            "t": between(-8, 34), "f": between(20, 95), "time": lambda: f"{self.chance.randint(5, 22)}:{self.chance.randint(10, 59)}",
            "ball": lambda: " ".join(f"{self.chance.randint(1, 33):02d}" for _ in range(6)),
            "area": lambda: f"{self.chance.randint(40, 900)}.{self.chance.randint(1, 9)}", "latin": lambda: pick(LATIN),
            "phone": lambda: f"0{self.digits(3)}-8{self.digits(6)}", "mobile": lambda: "13" + self.digits(9),
            "post": lambda: self.digits(6), "cert": lambda: pick(["", "字第", "No.", "H"]) + self.digits(12),
        }
