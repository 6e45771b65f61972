package article

import (
	"reflect"
	"testing"
)

func TestAbout(t *testing.T) {
	const body = "\n\nThe dam in Lark Valley held on Sunday, officials said.\n"
	const cuerpo = "\n\nLa presa de Valle Alondra aguantó el domingo, según la junta.\n"
	tests := []struct {
		name, text string
		want       About
	}{
		{"nothing said", "The dam in Lark Valley held on Sunday, officials said.", About{}},
		{"repost", repost, About{Title: "WHAT TO KNOW ABOUT THE LARK VALLEY DAM AFTER THE FLOOD", Outlet: "Northern Wire",
			Authors: []string{"Ángela Duarte", "P. J. Holm"}, Issued: "2031-05-04", Agencies: []string{"Reuters"}}},
		{"outlet after a bar", "Dam holds | The Lark Gazette" + body, About{Title: "Dam holds", Outlet: "The Lark Gazette"}},
		{"outlet after a dash", "Dam holds – CNN" + body, About{Title: "Dam holds", Outlet: "CNN"}},
		{"dash of the headline", "Dam holds – but only just" + body, About{Title: "Dam holds – but only just"}},
		{"agency after a dash", "DAM HOLDS - ASSOCIATED PRESS" + body, About{Title: "DAM HOLDS", Outlet: "Associated Press", Agencies: []string{"Associated Press"}}},
		{"several authors", "Dam holds\n\nBy Jane Doe, John O’Neil and Ludwig van der Holm" + body,
			About{Title: "Dam holds", Authors: []string{"Jane Doe", "John O’Neil", "Ludwig van der Holm"}}},
		{"authors in capitals", "Dam holds\n\nBY JANE DOE-ROE and JOHN O'NEIL" + body, About{Title: "Dam holds", Authors: []string{"Jane Doe-Roe", "John O'Neil"}}},
		{"authors in other scripts", "Dam holds\n\nBy Олена Коваль and Đặng Thị Hà" + body, About{Title: "Dam holds", Authors: []string{"Олена Коваль", "Đặng Thị Hà"}}},
		{"author and outlet", "Dam holds\n\nBy Jane Doe for the Lark Gazette" + body, About{Title: "Dam holds", Outlet: "Lark Gazette", Authors: []string{"Jane Doe"}}},
		{"author, outlet", "Dam holds\n\nBy Jane Doe, Lark Gazette" + body, About{Title: "Dam holds", Outlet: "Lark Gazette", Authors: []string{"Jane Doe"}}},
		{"author, job", "Dam holds\n\nBy Jane Doe, environment correspondent" + body, About{Title: "Dam holds", Authors: []string{"Jane Doe"}}},
		{"outlet's staff", "Dam holds\n\nBy Lark Gazette staff" + body, About{Title: "Dam holds", Outlet: "Lark Gazette"}},
		{"agency as author", "Dam holds\n\nBy The Associated Press" + body, About{Title: "Dam holds", Agencies: []string{"Associated Press"}}},
		{"authors without by", "Dam in the valley holds after rain\n\nJane Doe and John Roe in Larkton\n\nMay 4, 2031" + body,
			About{Title: "Dam in the valley holds after rain", Authors: []string{"Jane Doe", "John Roe"}, Issued: "2031-05-04"}},
		{"headlines without by", "Dam in Lark Valley Holds After Rain\n\nOfficials Praise Volunteers and Gate Keepers\n\nMay 4, 2031" + body,
			About{Title: "Dam in Lark Valley Holds After Rain", Issued: "2031-05-04"}},
		{"month only", "Dam holds\n\nPublished: May 2031" + body, About{Title: "Dam holds", Issued: "2031-05"}},
		{"published and updated", "Dam holds\n\nPublished May 4, 2031 | Updated May 5, 2031" + body, About{Title: "Dam holds", Issued: "2031-05-04", Updated: "2031-05-05"}},
		{"updated only", "Dam holds\n\nLast updated on 5 May 2031" + body, About{Title: "Dam holds", Updated: "2031-05-05"}},
		{"updated below", "Dam holds" + body + "\nThis story was updated on May 5, 2031.", About{Title: "Dam holds", Updated: "2031-05-05"}},
		{"figures of unknown order", "Dam holds\n\nPublished: 04/05/2031" + body, About{Title: "Dam holds"}},
		{"dateline with agency", "Dam holds\n\nLARKTON, Norvania (AP) — The dam held on Sunday, officials said.",
			About{Title: "Dam holds", Place: "Larkton, Norvania", Agencies: []string{"Associated Press"}}},
		{"dateline with date", "Dam holds\n\nSAN PEDRO, May 4 (Reuters) - The dam held on Sunday, officials said.",
			About{Title: "Dam holds", Place: "San Pedro", Agencies: []string{"Reuters"}}},
		{"dateline alone", "Dam holds\n\nLARKTON — The dam held on Sunday, officials said.", About{Title: "Dam holds", Place: "Larkton"}},
		{"dash of a sentence", "Dam holds\n\nThe dam — a wall of stone — held on Sunday, officials said.", About{Title: "Dam holds"}},
		{"unknown agency", "Dam holds\n\nLARKTON (Meridian Wire) — The dam held on Sunday, officials said.",
			About{Title: "Dam holds", Place: "Larkton", Agencies: []string{"Meridian Wire"}}},
		{"outlet and date", "Dam holds\n\nLark Courier, Sunday, 4 May 2031" + body, About{Title: "Dam holds", Outlet: "Lark Courier", Issued: "2031-05-04"}},
		{"place and date", "Dam holds\n\nLarkton, 4 May 2031" + body, About{Title: "Dam holds", Place: "Larkton", Issued: "2031-05-04"}},
		{"masthead and menu", "LARK GAZETTE\nHome | News | Sport\nNEWS\nDam in Lark Valley holds after a night of rain" + body + "\n© 2031 Lark Gazette",
			About{Title: "Dam in Lark Valley holds after a night of rain", Outlet: "Lark Gazette"}},
		{"footer", "Dam holds" + body + "\n© 2031 The Lark Gazette. All rights reserved.", About{Title: "Dam holds", Outlet: "The Lark Gazette"}},
		{"credits below", "Dam holds" + body + "\nWith reporting from Northern Wire\n\nReuters", About{Title: "Dam holds", Agencies: []string{"Northern Wire", "Reuters"}}},

		{"firma", "La presa aguanta\n\nPor ANA RUIZ y JUAN PÉREZ DE LA CRUZ\n\n4 de mayo de 2031" + cuerpo,
			About{Title: "La presa aguanta", Authors: []string{"Ana Ruiz", "Juan Pérez de la Cruz"}, Issued: "2031-05-04"}},
		{"redacción", "La presa aguanta\n\nPor Redacción El Correo\n\n04/05/2031" + cuerpo, About{Title: "La presa aguanta", Outlet: "El Correo", Issued: "2031-05-04"}},
		{"mes abreviado", "La presa aguanta\n\n4 may 2031, 11:40" + cuerpo, About{Title: "La presa aguanta", Issued: "2031-05-04"}},
		{"boletín", "La presa aguanta\n\nBoletín «Ladera» · 4 de mayo de 2031" + cuerpo, About{Title: "La presa aguanta", Outlet: "Ladera", Issued: "2031-05-04"}},
		{"agencia", "La presa aguanta\n\nLARKTON (EFE).- La presa de Valle Alondra aguantó el domingo, según la junta.\n\nCon información de Agencia Austral",
			About{Title: "La presa aguanta", Place: "Larkton", Agencies: []string{"Agencia EFE", "Agencia Austral"}}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := read(t, test.text).About(); !reflect.DeepEqual(got, test.want) {
				t.Errorf("got  %+v\nwant %+v", got, test.want)
			}
		})
	}
}
