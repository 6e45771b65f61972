package lineage

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"explainer/internal/article"
)

// Five invented reports on one invented event.

const report = `WHAT TO KNOW ABOUT THE LARK VALLEY DAM
REUTERS
The Lark Valley Dam, a curved concrete wall that shelters four towns, became the centre of a quarrel over water on Monday.
Engineers opened the lower gates under an agreement that pays the farmers of Norvania $12 million for two years of flooding.
The water board built the dam after the storms of 1958. It was finished in 1962 in the village of Larkton, about 30 kilometers north of the coast.
The wall stands 140 meters high and can hold 85,000 megaliters.
Each of its six gates weighs 90 tonnes and is moved by hand in winter.
Visitors are not admitted and fishing from the crest has been forbidden since 1988.
Retired keepers sometimes teach schoolchildren how the valves are greased and tested.
The board's chair, Ina Weld, has said that the lower meadows will never be dry again.
The canteen, the boat shed and the tennis court are reserved for staff.
A group called River Watch counted 410 damaged homes downstream in 2030, twice the 205 that the board admitted.
Its members accuse the board of hiding inspection reports from the courts.
Footage released on Tuesday showed barges loaded with furniture drifting past the drowned orchards.
Duarte reported from Larkton, Norvania.`

const copied = `Your donation helps us to report
A quarrel over a dam has reached parliament in Norvania, where ministers blame one another.
The water board built the dam after the storms of 1958. It was finished in 1962 in the village of Larkton, about 30 kilometers north of the coast.
The wall stands 140 meters high and can hold 85,000 megaliters.
Each of its six gates weighs 90 tonnes and is moved by hand in winter.
Visitors are not admitted and fishing from the crest has been forbidden since 1988.
Retired keepers sometimes teach schoolchildren how the valves are greased and tested.
The board’s chair, Ina Weld, has said that the lower meadows will never be dry again.
The canteen, the boat shed and the tennis court are reserved for staff.
A group called River Watch counted 410 damaged homes downstream in 2030, twice the 205 that the board admitted.
Its members accuse the board of hiding inspection reports from the courts.`

const retold = `A Dam and Its Discontents
A towering concrete wall that protects four towns, the Lark Valley Dam turned on Monday into the focus of a dispute about water.
Its lower gates were opened by engineers as part of a deal worth $12 million to the farmers of Norvania for two years of flooding.
Following the storms of 1958, the water board ordered the dam, which was completed in 1962 near the village of Larkton, some 30 kilometers from the coast.
At 140 meters in height, the wall has room for 85,000 megaliters of water.
The six gates, at 90 tonnes each, must be moved manually in winter.
No visitors are allowed, and since 1988 fishing along the crest has been banned.
Former keepers occasionally show schoolchildren how valves get greased and tested.
According to the board's chair, Ina Weld, the lower meadows are never going to be dry again.
Only staff may use the canteen, boat shed and tennis court.
River Watch, an activist group, tallied 410 damaged homes downstream during 2030, double the 205 admitted by the board.
The group accuses the board of concealing inspection reports from courts.
On Tuesday, released footage depicted barges laden with furniture drifting by drowned orchards.`

const brief = `The dam of Lark Valley in brief
Farmers of Norvania get $12 million under an agreement for two years of flooding.
The dam was finished in 1962 in Larkton.
The wall is 140 meters high and can hold 85,000 megaliters.
Each gate weighs 90 tonnes.
Visitors are not admitted and fishing is forbidden since 1988.
River Watch counted 410 damaged homes in 2030.`

const other = `Flood anger grows in Norvania
Protesters marched through the capital on Wednesday against the decision to open the Lark Valley Dam.
Police put the crowd at 7,000, while the unions that called the march spoke of 20,000.
Prime Minister Roy Pike promised a law by June and asked for patience.
“My kitchen is a pond,” said Tom Harrow, a baker whose shop was built in 1911.
Insurers expect claims of $300 million and have sent 60 assessors.
Rain is forecast again for Friday, with winds of up to 95 kilometers an hour.
Economists warned that bread and milk could cost 15 percent more by autumn.
The dam was built in 1962.`

// reordered is the retelling, last sentence first.
var reordered = func() string {
	lines := strings.Split(retold, "\n")
	slices.Reverse(lines[1:])
	return strings.Join(lines, "\n")
}()

func TestTrace(t *testing.T) {
	articles := read(t, other, copied, brief, report, retold)
	id := func(i int) string { return articles[i].SHA256 }
	relations := Measure(articles)
	got := Trace(articles, relations)
	want := []struct {
		from string
		kind Kind
	}{{"", Independent}, {id(3), Verbatim}, {id(3), Summary}, {"", Independent}, {id(3), Rewrite}}
	for i, r := range got {
		if i > 0 && r.From != want[i].from || r.Kind != want[i].kind || r.To != id(i) {
			t.Errorf("article %d: %s of %.8s: %s %+v", i, r.Kind, r.From, r.Why, r.Overlap.Round())
		}
	}
	if got[0].From == "" {
		t.Error("the independent article is related to nothing")
	}
	if why := got[3].Why; why != "3 other articles are like it and may go back to it: it alone carries a credit line or an agency's name." {
		t.Error(why)
	}
	if why, want := got[1].Why, "Most of it is copied word for word: 10 of its 11 sentences match the other article's, 100% of these in the same order; 10 of its 10 numbers and 90% of its five-word sequences stand there."; why != want {
		t.Errorf("%s\nwant %s", why, want)
	}
	own := Own(got[1], articles[1])
	if len(own) != 1 || own[0].Locator() != "p2.s1" {
		t.Errorf("the copy's own sentences: %v", own)
	}

	// Neither the order of the articles nor a repeated one changes anything.
	shuffled := read(t, retold, report, other, report, brief, copied)
	again := Measure(shuffled)
	if !reflect.DeepEqual(relations, again) {
		t.Error("relations depend on the order of the articles")
	}
	for _, r := range Trace(shuffled, again) {
		if !slices.ContainsFunc(got, func(o Relation) bool { return reflect.DeepEqual(o, r) }) {
			t.Errorf("%.8s is traced differently in another order", r.To)
		}
	}
}

func TestCompare(t *testing.T) {
	tests := []struct {
		name, from, to string
		want           Kind
	}{
		{"copy", report, copied, Verbatim},
		{"excerpt", report, strings.Join(strings.Split(report, "\n")[:6], "\n"), Verbatim},
		{"rewrite", report, retold, Rewrite},
		{"summary", report, brief, Summary},
		{"independent", report, other, Independent},
		{"independent, reversed", other, report, Independent},
		{"reordered", report, reordered, Possibly},
		{"other numbers", report, strings.NewReplacer("12", "17", "1958", "1957", "1962", "1969", "30", "34", "140", "139",
			"85,000", "82,500", "90", "91").Replace(retold), Possibly},
		{"too short", report, "Dam\nThe wall is 140 meters high and holds 85,000 megaliters.\nEach gate weighs 90 tonnes.", Possibly},
	}
	for _, test := range tests {
		a := read(t, test.from, test.to)
		r := Compare(a[0], a[1], NewCorpus(read(t, report, copied, retold, brief, other)...))
		if r.Kind != test.want {
			t.Errorf("%s: %s, want %s\n%s\n%+v", test.name, r.Kind, test.want, r.Why, r.Overlap.Round())
		}
	}
}

func TestOverlap(t *testing.T) {
	a := read(t, report, report+"\n\n")
	r := Compare(a[0], a[1], NewCorpus(a...))
	if want := (Overlap{1, 1, 1, 1, 1}); r.Overlap != want {
		t.Errorf("of itself: %+v", r.Overlap)
	}
	if got, want := (Overlap{.123, .996, 1, .005, 2. / 3}).Round(), (Overlap{.12, 1, 1, .01, .67}); got != want {
		t.Errorf("rounded to %+v", got)
	}
	pair := r.Aligned[2]
	if pair.From.Text != pair.To.Text || pair.From.Locator() != "p5.s1" || pair.Similarity < 1 {
		t.Errorf("third pair: %+v", pair)
	}
	if r := Compare(a[0], a[1], NewCorpus()); r.Kind != Verbatim {
		t.Errorf("without a corpus: %s", r.Kind)
	}
}

func TestStronger(t *testing.T) {
	a := read(t, report, brief)
	for _, r := range Measure(a) {
		if want := r.To == a[1].SHA256; r.Stronger != want {
			t.Errorf("%.8s from %.8s: stronger is %v", r.To, r.From, r.Stronger)
		}
	}
	if len(Measure(nil)) != 0 || len(Measure(a[:1])) != 0 {
		t.Error("relations without a pair")
	}
	if r := Trace(a[:1], nil); len(r) != 1 || r[0].From != "" || r[0].Kind != Independent {
		t.Errorf("alone: %+v", r)
	}
}

func TestWords(t *testing.T) {
	got := words("The dam’s 85,000 or 85.000—not 6.50, “d’eau” in El U.S.")
	want := []string{"the", "dam", "85000", "or", "85000", "not", "6.50", "d'eau", "in", "el", "u", "s"}
	if !slices.Equal(got, want) {
		t.Errorf("words %q", got)
	}
}

func TestLongestRun(t *testing.T) {
	for _, test := range []struct {
		places []int
		want   int
	}{{nil, 0}, {[]int{3, 2, 1}, 1}, {[]int{0, 0, 1, 1}, 4}, {[]int{0, 5, 1, 2, 6}, 4}} {
		if got := longestRun(test.places); got != test.want {
			t.Errorf("%v: %d, want %d", test.places, got, test.want)
		}
	}
}

func read(t testing.TB, texts ...string) []*article.Article {
	t.Helper()
	var all []*article.Article
	for _, text := range texts {
		a, err := article.Read([]byte(text), article.Options{})
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, a)
	}
	return all
}
