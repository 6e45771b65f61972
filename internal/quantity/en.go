package quantity

import "strings"

func english() *lexicon {
	l := &lexicon{
		groups: ",", decimals: ".",
		numbers: map[string]float64{
			"zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
			"eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13,
			"fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18,
			"nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60,
			"seventy": 70, "eighty": 80, "ninety": 90,
		},
		scales: map[string]float64{"couple": 2, "dozen": 12, "hundred": 100, "thousand": 1e3, "million": 1e6,
			"billion": 1e9, "trillion": 1e12},
		groupOf: set("couple"),
		and:     "and",
		half:    set("half"),
		halves:  set("and a half"),
		article: set("a", "an"),
		one:     set("one", "zero"),
		isnt:    set("thing", "way", "point", "side", "hand", "time", "reason", "day", "more"),

		vague: map[string]float64{"dozens": 12, "tens": 10, "scores": 20, "hundreds": 100, "thousands": 1e3,
			"millions": 1e6, "billions": 1e9},
		few: set("several", "a few", "many", "some few"),
		of:  set("of"),
		parts: map[string]float64{"half": 2, "halves": 2, "third": 3, "thirds": 3, "quarter": 4,
			"quarters": 4, "fourth": 4, "fourths": 4, "fifth": 5, "fifths": 5, "sixth": 6, "sixths": 6,
			"seventh": 7, "sevenths": 7, "eighth": 8, "eighths": 8, "ninth": 9, "ninths": 9,
			"tenth": 10, "tenths": 10},
		outOf:    set("in", "in every", "out of", "out of every", "of every"),
		wholes:   map[string]float64{"half": .5},
		notWhole: set("first", "second", "other", "latter", "better", "last", "in"),
		multiple: map[string]float64{"doubled": 2, "doubling": 2, "doubles": 2, "twofold": 2, "twice": 2,
			"tripled": 3, "tripling": 3, "triples": 3, "trebled": 3, "trebling": 3, "threefold": 3, "thrice": 3,
			"halved": .5, "halving": .5, "quadrupled": 4, "quadrupling": 4, "quadruples": 4, "fourfold": 4, "fivefold": 5,
			"quintupled": 5, "sixfold": 6, "sevenfold": 7, "eightfold": 8, "tenfold": 10},
		doubles: map[string]float64{"double": 2, "triple": 3, "treble": 3, "quadruple": 4, "quintuple": 5},
		follows: set("of", "the", "that", "those", "its", "their", "his", "her", "our", "what", "all", "this", "these"),

		before: hedges(map[Qualifier][]string{
			UpTo: {"up to", "as many as", "as much as", "at most", "at the most", "no more than", "not more than",
				"maximum", "a maximum of", "maximum of", "maximum capacity of", "a maximum capacity of",
				"capacity of", "a capacity of", "capacity for", "a capacity for", "max"},
			AtLeast: {"at least", "no fewer than", "no less than", "not less than", "not fewer than",
				"a minimum of", "minimum of", "minimum"},
			MoreThan: {"more than", "over", "upwards of", "above", "exceeding", "greater than", "in excess of",
				"well over", "just over"},
			LessThan: {"less than", "fewer than", "under", "below", "just under"},
			About: {"roughly", "approximately", "approx", "some", "estimated", "an estimated",
				"nearly", "almost", "close to"},
		}, "about", "around", "circa"),
		after: map[string]Qualifier{"or more": AtLeast, "and more": AtLeast, "and over": AtLeast, "or so": About,
			"or less": UpTo, "or fewer": UpTo, "at most": UpTo, "at the most": UpTo, "at least": AtLeast},
		joined: map[string]Qualifier{"plus": AtLeast, "odd": About, "capacity": UpTo},

		ranges: map[string]string{"between": "and", "from": "to"},
		to:     set("to"),
		changes: set("rose", "risen", "rise", "rises", "rising", "grew", "grown", "grow", "growing", "fell", "fallen",
			"fall", "falling", "went", "gone", "increased", "increase", "increasing", "decreased", "decrease",
			"jumped", "surged", "climbed", "dropped", "drop", "declined", "shrank", "soared", "swelled",
			"expanded", "raised", "cut", "moved", "up", "down", "changed"),
		from: set("from"),

		squares: map[string]string{"square": "2", "sq": "2", "cubic": "3"},
		stop: set(strings.Fields(`of in on at to for from by with and or but the a an this that these those it its
			he she they we you i his her their our your who whom whose which what when where while as than is are was
			were be been being has have had do does did can could will would may might must should not no so if then
			there here also only over under about after before since until till during per each every fewer less such
			across versus according because unless says said including includes into onto off out up down through
			between among against without within like around toward towards behind near plus minus thus perhaps always
			sometimes besides remains us them him one`)...),
		notUnit: set("way", "sided", "faced", "time", "off", "on", "by", "to", "in", "up", "out", "of", "star"),
		per:     set("a", "an", "per", "each", "every"),
		perNot:  set("later", "earlier", "ago", "before", "after", "afterwards", "apart"),
		adverbs: map[string]string{"daily": "day", "weekly": "week", "monthly": "month", "yearly": "year",
			"annually": "year", "annual": "year", "hourly": "hour"},
		long:    set("long"),
		worth:   "worth",
		nounOne: englishNoun,
		singular: func(w string) string {
			switch {
			case strings.HasSuffix(w, "ies") && len(w) > 4:
				return w[:len(w)-3] + "y"
			case hasSuffix(w, "ches", "shes", "xes", "sses", "zzes"):
				return w[:len(w)-2]
			}
			return strings.TrimSuffix(w, "s")
		},
		pluralise: func(w string) string {
			switch {
			case strings.HasSuffix(w, "y") && !hasSuffix(w, "ay", "ey", "oy", "uy"):
				return w[:len(w)-1] + "ies"
			case hasSuffix(w, "s", "x", "ch", "sh"):
				return w + "es"
			}
			return w + "s"
		},

		months: monthTable("january february march april may june july august september october november december",
			map[string]int{"jan": 1, "feb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8, "sep": 9,
				"sept": 9, "oct": 10, "nov": 11, "dec": 12}),
		capital:  true,
		weekdays: weekdayTable("monday tuesday wednesday thursday friday saturday sunday"),
		monthIn: set("in", "since", "by", "from", "until", "till", "during", "before", "after", "of", "last", "next",
			"this", "early", "late", "mid", "through", "between"),
		dateOf: set("of"),
		yearIn: set("in", "since", "until", "till", "during", "by", "from", "before", "after", "of", "early", "late",
			"mid", "through"),
		yearThe:    set("the", "its", "his", "her", "their", "a", "this", "that"),
		relative:   relations("last year", "this year", "next year"),
		lastBefore: map[string]int{"last": -1, "this": 0, "next": 1},
		ordinals: map[string]float64{"eleventh": 11, "twelfth": 12, "thirteenth": 13, "fourteenth": 14,
			"fifteenth": 15, "sixteenth": 16, "seventeenth": 17, "eighteenth": 18, "nineteenth": 19,
			"twentieth": 20},
		suffixes: set("st", "nd", "rd", "th"),
		century:  set("century"),
		clock:    set("am", "pm", "o'clock"),
		prefixes: set("mid", "pre", "post", "early", "late"),
		or:       []string{"or"},
	}
	l.relative["yesterday"] = relation{"day", -1}
	return complete(l, map[string][]string{
		Person: pairs(`person people|person persons|inmate inmates|prisoner prisoners|detainee detainees|
			migrant migrants|immigrant immigrants|emigrant emigrants|refugee refugees|deportee deportees|
			man men|woman women|child children|boy boys|girl girls|adult adults|member members|resident residents|
			citizen citizens|worker workers|employee employees|guard guards|officer officers|soldier soldiers|
			student students|teacher teachers|patient patients|visitor visitors|passenger passengers|
			victim victims|suspect suspects|individual individuals|civilian civilians|national nationals`),
		"km": pairs("kilometer kilometers|kilometre kilometres"), "m": pairs("meter meters|metre metres"),
		"cm": pairs("centimeter centimeters|centimetre centimetres"),
		"mi": pairs("mile miles"), "ft": pairs("foot feet"), "yd": pairs("yard yards"), "in": pairs("inch inches"),
		"hectare": pairs("hectare hectares"), "acre": pairs("acre acres"),
		"kg": pairs("kilogram kilograms|kilo kilos"), "g": pairs("gram grams"), "lb": pairs("pound pounds"),
		"t":   pairs("tonne tonnes"),
		"USD": {"dollar", "dollars", "us dollar", "us dollars"}, "EUR": pairs("euro euros"),
		"day": pairs("day days"), "week": pairs("week weeks"), "month": pairs("month months"),
		"year": pairs("year years"), "decade": pairs("decade decades"), "hour": pairs("hour hours"),
		"minute": pairs("minute minutes"), "second": pairs("second seconds"),
		Century:            pairs("century centuries"),
		Percent:            {"percent", "percent", "per cent", "per cent"},
		Times:              {"time", "times", "fold", "fold"},
		"percentage point": {"percentage point", "percentage points"},
	})
}

// englishNoun tells "one helicopter" from "one large …" by the endings of
// adjectives and adverbs; short adjectives it cannot know.
func englishNoun(w string) bool {
	return !hasSuffix(w, "ous", "ful", "less", "ive", "able", "ible", "ing", "ed", "ly", "ish", "ern", "est") &&
		!set("large", "small", "big", "new", "old", "single", "final", "more", "other", "another", "great", "giant",
			"long", "short", "former", "key", "major", "minor", "central", "local", "special", "again")[w]
}

func hasSuffix(s string, suffixes ...string) bool {
	for _, suffix := range suffixes {
		if strings.HasSuffix(s, suffix) {
			return true
		}
	}
	return false
}

// pairs reads "singular plural|singular plural".
func pairs(s string) []string {
	return strings.Fields(strings.ReplaceAll(s, "|", " "))
}

// hedges turns the table round; the dated phrases are also said of years.
func hedges(m map[Qualifier][]string, dated ...string) map[string]hedge {
	out := map[string]hedge{}
	for q, phrases := range m {
		for _, phrase := range phrases {
			out[phrase] = hedge{q: q, until: phrase == "up to" || phrase == "hasta"}
		}
	}
	for _, phrase := range dated {
		out[phrase] = hedge{q: About, year: true}
	}
	return out
}

func monthTable(names string, more map[string]int) map[string]int {
	out := map[string]int{}
	for i, name := range strings.Fields(names) {
		out[name] = i + 1
	}
	for name, m := range more {
		out[name] = m
	}
	return out
}

func weekdayTable(names string) map[string]string {
	out := map[string]string{}
	for i, name := range strings.Fields(names) {
		out[name] = weekdays[(i+1)%7]
	}
	return out
}

// relations derives the English phrases for every step from those for years.
func relations(last, this, next string) map[string]relation {
	out := map[string]relation{}
	for _, step := range []string{"week", "month", "year", "decade"} {
		for i, phrase := range []string{last, this, next} {
			out[strings.Replace(phrase, "year", step, 1)] = relation{step, i - 1}
		}
	}
	return out
}
