package check

import (
	"slices"

	"explainer/internal/diag"
	"explainer/internal/explainer"
	"explainer/internal/quantity"
)

// unitDiffers reports a number that is there, but of something else: places
// against workers, people against dollars, miles against kilometers.
func (b *ledger) unitDiffers(l *diag.List, t told, k carried) {
	give := "give"
	if t.kind == isStatement {
		give = "gives"
	}
	from, _ := b.bare(t.edition, t.Quantity)
	d := l.Errorf(t.at(t.Start+from), "unit-differs", "%q: %s %s this number of something else", t.Text[from:], t.where(), give)
	d.Note(k.place, "%s has %q", k.claim.ID, k.text)
	if other := b.elsewhere(t.Quantity, t.claims); other != nil && t.kind != isStatement && !slices.Contains(t.claims, other) {
		d.Helpf("cite claim %q", other.ID)
		return
	}
	d.Helpf("say what the number counts or measures there, or leave it out")
}

// sameNumberIn finds q's number among quantities of anything.
func sameNumberIn(q quantity.Quantity, have []carried) *carried {
	for i, c := range have {
		if !c.own && sameNumber(q, c.Quantity) {
			return &have[i]
		}
	}
	return nil
}

// roles are nouns for people that exclude each other or narrow "people": the
// reader makes one unit of them all. Names for the same people in different
// respects (migrants, deportees, members) are left out.
var roles = map[string][]map[string]bool{
	"en": {
		words("inmate inmates prisoner prisoners detainee detainees"),
		words("worker workers employee employees guard guards officer officers soldier soldiers police staff troops"),
		words("student students pupil pupils"), words("teacher teachers"), words("patient patients"),
		words("visitor visitors tourist tourists"), words("passenger passengers"), words("victim victims"),
		words("woman women girl girls"), words("child children minor minors boy boys girl girls"),
	},
	"es": {
		words("recluso reclusos reclusa reclusas preso presos presa presas interno internos interna internas prisionero prisioneros detenido detenidos detenida detenidas"),
		words("trabajador trabajadores trabajadora trabajadoras empleado empleados empleada empleadas guardia guardias agente agentes policía policías soldado soldados"),
		words("estudiante estudiantes alumno alumnos alumna alumnas"), words("docente docentes"), words("paciente pacientes"),
		words("visitante visitantes turista turistas"), words("pasajero pasajeros pasajera pasajeras"), words("víctima víctimas"),
		words("mujer mujeres niña niñas"), words("niño niños niña niñas menor menores"),
	},
}

const held = 0 // the role that "behind bars" and the like also give

// otherRole finds the quantity that q has the number of, but in a role that
// the claims never speak of: 40,000 workers for 40,000 inmates.
func (b *ledger) otherRole(t told) *carried {
	if t.Unit != quantity.Person {
		return nil
	}
	mine, k := rolesIn(t.edition, t.Text), sameNumberIn(t.Quantity, t.have)
	if len(mine) == 0 || k == nil {
		return nil
	}
	theirs := map[int]bool{}
	note := func(lang, text string) {
		for role := range rolesIn(lang, text) {
			theirs[role] = true
		}
	}
	for _, c := range t.have {
		if sameNumber(t.Quantity, c.Quantity) {
			note(c.lang, c.text)
		}
	}
	numbered := len(theirs) > 0 // some quantity gives the number a role
	if !numbered {
		for _, c := range t.claims {
			b.speaksOf(c, t, note)
		}
	}
	for role := range mine {
		if theirs[role] || role == held && !numbered {
			return nil
		}
	}
	return k
}

// speaksOf gives note what a claim's records say in their own languages.
func (b *ledger) speaksOf(c *explainer.Claim, t told, note func(lang, text string)) {
	if t.kind != isStatement {
		note(t.edition, c.Statement.In(t.edition))
	}
	for _, e := range c.Evidence {
		if s := b.sources[e.Source.Value]; s != nil {
			note(s.Language.Value, e.Excerpt.Value)
			for _, q := range e.Quantities {
				note(s.Language.Value, q.Value)
			}
		}
	}
}

func rolesIn(lang, text string) map[int]bool {
	found := map[int]bool{}
	for _, w := range tokenize(text) {
		for i, role := range roles[lang] {
			if role[w.low] {
				found[i] = true
			}
		}
	}
	return found
}
