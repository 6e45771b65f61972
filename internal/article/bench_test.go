package article

import (
	"fmt"
	"os"
	"strings"
	"testing"
)

// report is an article of some 600 words with what surrounds it.
func report() []byte {
	var b strings.Builder
	b.WriteString("WHAT TO KNOW ABOUT THE LARK VALLEY DAM - NORTHERN WIRE\n\nPosted on May 4, 2031 by JANE DOE |\n\nShare this article\n\n" +
		"In this photo provided by the water board, engineers open a gate, Saturday, May 3, 2031. (Water Board via AP)\n\n")
	for i := range 9 {
		fmt.Fprintf(&b, "The dam in Lark Valley, built in %d, held back most of the water that fell over the weekend, officials said on Sunday, "+
			"and the board of nine that runs it for the U.S. state promised to replace two of its four gates before the winter comes.\n\n"+
			"“We opened gate No. %d and we slept beside it,” said Ina Weld, who has chaired the board since 2029. “It was a long night.”\n\n"+
			"What happened at gate %d?\n\n", 1950+i, i+1, i+1)
	}
	b.WriteString("Read more: Ten years of floods\n\n3 Comments\n\n© 2031 Northern Wire. All rights reserved.\n")
	return []byte(b.String())
}

func BenchmarkRead(b *testing.B) {
	page, err := os.ReadFile("testdata/articles/newspaper.html")
	if err != nil {
		b.Fatal(err)
	}
	for name, raw := range map[string][]byte{"text": report(), "page": page} {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(raw)))
			b.ReportAllocs()
			for b.Loop() {
				if _, err := Read(raw, Options{Language: "en"}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkQuotations(b *testing.B) {
	a, err := Read(report(), Options{Language: "en"})
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if len(listen(a)) == 0 {
			b.Fatal("no quotations")
		}
	}
}
