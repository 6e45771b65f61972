package quantity

import "strings"

func spanish() *lexicon {
	l := &lexicon{
		groups: ".,", decimals: ",.",
		numbers: map[string]float64{
			"cero": 0, "un": 1, "uno": 1, "una": 1, "dos": 2, "tres": 3, "cuatro": 4, "cinco": 5, "seis": 6,
			"siete": 7, "ocho": 8, "nueve": 9, "diez": 10, "once": 11, "doce": 12, "trece": 13, "catorce": 14,
			"quince": 15, "dieciséis": 16, "diecisiete": 17, "dieciocho": 18, "diecinueve": 19,
			"veinte": 20, "veintiún": 21, "veintiuno": 21, "veintiuna": 21, "veintidós": 22, "veintitrés": 23,
			"veinticuatro": 24, "veinticinco": 25, "veintiséis": 26, "veintisiete": 27, "veintiocho": 28,
			"veintinueve": 29, "treinta": 30, "cuarenta": 40, "cincuenta": 50, "sesenta": 60, "setenta": 70,
			"ochenta": 80, "noventa": 90, "cien": 100, "ciento": 100, "doscientos": 200, "doscientas": 200,
			"trescientos": 300, "trescientas": 300, "cuatrocientos": 400, "cuatrocientas": 400,
			"quinientos": 500, "quinientas": 500, "seiscientos": 600, "seiscientas": 600,
			"setecientos": 700, "setecientas": 700, "ochocientos": 800, "ochocientas": 800,
			"novecientos": 900, "novecientas": 900,
		},
		// A Spanish billón is a million millions.
		scales: map[string]float64{"par": 2, "decena": 10, "docena": 12, "docenas": 12, "quincena": 15, "veintena": 20,
			"treintena": 30, "centena": 100, "centenar": 100, "centenares": 100, "mil": 1e3, "millar": 1e3, "millares": 1e3,
			"millón": 1e6, "millones": 1e6, "billón": 1e12, "billones": 1e12},
		groupOf: set("par", "decena", "docena", "docenas", "quincena", "veintena", "treintena", "centena", "centenar",
			"centenares", "millar", "millares"),
		bare:    set("mil"),
		and:     "y",
		andTens: true,
		half:    set("medio", "media"),
		halves:  set("y medio", "y media"),
		article: set("un", "una", "uno"),
		one:     set("cero"),

		vague: map[string]float64{"docenas": 12, "decenas": 10, "cientos": 100, "centenares": 100,
			"miles": 1e3, "millares": 1e3, "millones": 1e6},
		few: set("varios", "varias", "unos cuantos", "unas cuantas", "muchos", "muchas"),
		of:  set("de", "del"),
		parts: map[string]float64{"tercio": 3, "tercios": 3, "cuarto": 4, "cuartos": 4, "quinto": 5, "quintos": 5,
			"décimo": 10, "décimos": 10, "tercera parte": 3, "terceras partes": 3, "cuarta parte": 4,
			"cuartas partes": 4, "quinta parte": 5, "quintas partes": 5, "décima parte": 10, "décimas partes": 10},
		outOf: set("de cada"),
		wholes: map[string]float64{"la mitad": .5, "la tercera parte": 1. / 3, "la cuarta parte": .25,
			"la quinta parte": .2, "la décima parte": .1},
		multiple: map[string]float64{"el doble": 2, "el triple": 3, "el cuádruple": 4, "el quíntuple": 5},
		doubles:  map[string]float64{"doble": 2, "triple": 3, "cuádruple": 4, "quíntuple": 5},

		before: hedges(map[Qualifier][]string{
			UpTo: {"hasta", "hasta a", "como máximo", "máximo", "un máximo de", "máximo de", "no más de", "a lo sumo",
				"capacidad para", "capacidad de", "una capacidad de", "capacidad máxima de", "capacidad máxima para"},
			AtLeast: {"al menos", "por lo menos", "como mínimo", "un mínimo de", "mínimo de", "mínimo", "cuando menos",
				"no menos de"},
			MoreThan: {"más de", "más del", "más que", "más que se", "por encima de", "superior a", "superiores a"},
			LessThan: {"menos de", "menos del", "por debajo de", "inferior a", "inferiores a"},
			About: {"casi", "unos", "unas", "cerca de", "cerca del", "aproximadamente", "más o menos",
				"un estimado de", "prácticamente"},
		}, "alrededor de", "alrededor del", "en torno a", "hacia"),
		after: map[string]Qualifier{"o más": AtLeast, "como mínimo": AtLeast, "al menos": AtLeast,
			"por lo menos": AtLeast, "como máximo": UpTo, "o menos": UpTo, "a lo sumo": UpTo,
			"aproximadamente": About, "más o menos": About},

		ranges: map[string]string{"entre": "y", "de": "a", "desde": "hasta"},
		to:     set("a"),
		changes: set("pasó", "pasar", "pasaron", "pasado", "pasando", "subió", "subieron", "subir", "subido",
			"aumentó", "aumentaron", "aumentar", "aumentado", "creció", "crecieron", "crecer", "bajó", "bajaron",
			"cayó", "cayeron", "caer", "disminuyó", "disminuyeron", "redujo", "reducir", "saltó", "saltar", "descendió"),
		from: set("de", "desde"),

		squares: map[string]string{"cuadrado": "2", "cuadrados": "2", "cuadrada": "2", "cuadradas": "2",
			"cúbico": "3", "cúbicos": "3", "cúbica": "3", "cúbicas": "3"},
		stop: set(strings.Fields(`de del la el los las un una unos unas y o u e a al en con por para que se su sus es
			son era eran fue fueron ha han he había habían hay pero sin sobre entre hasta desde cuando donde no ni lo le
			les ya muy tras según ante durante mediante está están estaban si como quien quienes cuyo cuya este esta
			estos estas ese esa esos esas mi tu nos además después antes entonces mientras cada todos todas ellos ellas
			será serán puede pueden contra bajo más menos`)...),
		adjective: set(strings.Fields(`grandes enormes nuevos nuevas otros otras últimos últimas primeros primeras
			distintos distintas diferentes mismos mismas posibles presuntos presuntas supuestos supuestas vastos vastas
			amplios amplias pequeños pequeñas largos largas buenos buenas malos malas principales varios varias
			antiguos antiguas jóvenes siguientes próximos próximas extensos extensas inmensos inmensas`)...),
		notUnit: set("en", "de", "a", "por"),
		per:     set("al", "a la", "por", "cada", "a el"),
		perNot:  set("siguiente", "después", "antes", "pasado", "pasada", "próximo"),
		adverbs: map[string]string{"diario": "day", "diaria": "day", "diarios": "day", "diarias": "day",
			"semanal": "week", "semanales": "week", "mensual": "month", "mensuales": "month",
			"anual": "year", "anuales": "year"},
		nounOne: func(w string) bool { return !hasSuffix(w, "mente") },
		singular: func(w string) string {
			switch {
			case strings.HasSuffix(w, "ones"):
				return strings.TrimSuffix(w, "ones") + "ón"
			case strings.HasSuffix(w, "ces"):
				return strings.TrimSuffix(w, "ces") + "z"
			case hasSuffix(w, "les", "res", "nes", "des", "yes", "íses"):
				// Of words in -le and -re ("detalle", "torre") this takes too
				// much; the id is then odd but the same for every occurrence.
				return w[:len(w)-2]
			}
			return strings.TrimSuffix(w, "s")
		},
		pluralise: func(w string) string {
			switch {
			case strings.HasSuffix(w, "ón"):
				return strings.TrimSuffix(w, "ón") + "ones"
			case strings.HasSuffix(w, "z"):
				return w[:len(w)-1] + "ces"
			case hasSuffix(w, "l", "r", "n", "d", "y", "s"):
				return w + "es"
			}
			return w + "s"
		},
		ungrouped: true,

		months: monthTable("enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
			map[string]int{"setiembre": 9}),
		weekdays: weekdayTable("lunes martes miércoles jueves viernes sábado domingo"),
		monthIn: set("en", "desde", "hasta", "durante", "para", "de", "tras", "pasado", "próximo", "este",
			"a", "hacia", "entre", "antes"),
		dateOf:     set("de", "del"),
		yearIn:     set("en", "desde", "hasta", "durante", "de", "del", "tras", "año"),
		yearThe:    set("el", "del", "año"),
		lastBefore: map[string]int{"pasado": -1, "este": 0, "próximo": 1},
		lastAfter:  map[string]int{"pasado": -1, "próximo": 1},
		decade:     set("años", "década de", "década de los", "década de los años", "años de", "los años"),
		relative:   map[string]relation{"ayer": {"day", -1}},
		suffixes:   set("º", "ª", "o", "er"),
		century:    set("siglo"), centuryRoman: true,
		clock: set("am", "pm", "de la mañana", "de la tarde", "de la noche", "de la madrugada"), prefixes: set("pre", "post"),
		or: []string{"o", "u"},
	}
	for noun, step := range map[string]string{"año": "year", "mes": "month", "semana": "week", "década": "decade"} {
		the, past, next, this := "el ", "pasado", "próximo", "este "
		if strings.HasSuffix(noun, "a") {
			the, past, next, this = "la ", "pasada", "próxima", "esta "
		}
		for _, article := range []string{"", the} {
			l.relative[article+noun+" "+past] = relation{step, -1}
			l.relative[article+past+" "+noun] = relation{step, -1}
			l.relative[article+noun+" "+next] = relation{step, 1}
			l.relative[article+next+" "+noun] = relation{step, 1}
			l.relative[article+noun+" que viene"] = relation{step, 1}
		}
		l.relative[this+noun] = relation{step, 0}
	}
	// The verbs of multiplying, in the forms that news prose uses.
	for stem, n := range map[string]float64{"duplic": 2, "triplic": 3, "cuadruplic": 4, "quintuplic": 5} {
		for _, ending := range strings.Fields("a an ó aron ar ado ada ados adas ando aba aban ará arán") {
			l.multiple[stem+ending] = n
		}
	}
	l = complete(l, map[string][]string{
		Person: pairs(`persona personas|recluso reclusos|reclusa reclusas|preso presos|presa presas|
			interno internos|interna internas|prisionero prisioneros|detenido detenidos|detenida detenidas|
			migrante migrantes|inmigrante inmigrantes|emigrante emigrantes|refugiado refugiados|
			deportado deportados|deportada deportadas|hombre hombres|mujer mujeres|niño niños|niña niñas|
			menor menores|adulto adultos|adulta adultas|miembro miembros|integrante integrantes|
			residente residentes|ciudadano ciudadanos|ciudadana ciudadanas|habitante habitantes|
			trabajador trabajadores|trabajadora trabajadoras|empleado empleados|empleada empleadas|
			guardia guardias|agente agentes|policía policías|soldado soldados|estudiante estudiantes|
			alumno alumnos|docente docentes|paciente pacientes|visitante visitantes|pasajero pasajeros|
			víctima víctimas|sospechoso sospechosos|individuo individuos|civil civiles|
			argentino argentinos|boliviano bolivianos|brasileño brasileños|chileno chilenos|colombiano colombianos|
			costarricense costarricenses|cubano cubanos|dominicano dominicanos|ecuatoriano ecuatorianos|
			español españoles|estadounidense estadounidenses|guatemalteco guatemaltecos|haitiano haitianos|
			hondureño hondureños|mexicano mexicanos|nicaragüense nicaragüenses|panameño panameños|
			paraguayo paraguayos|peruano peruanos|puertorriqueño puertorriqueños|salvadoreño salvadoreños|
			uruguayo uruguayos|venezolano venezolanos`),
		"km": pairs("kilómetro kilómetros"), "m": pairs("metro metros"), "cm": pairs("centímetro centímetros"),
		"mi": pairs("milla millas"), "ft": pairs("pie pies"), "yd": pairs("yarda yardas"), "in": pairs("pulgada pulgadas"),
		"hectare": pairs("hectárea hectáreas"), "acre": pairs("acre acres"),
		"kg": pairs("kilogramo kilogramos|kilo kilos"), "g": pairs("gramo gramos"), "lb": pairs("libra libras"),
		"t":   pairs("tonelada toneladas"),
		"USD": {"dólar", "dólares", "dólar estadounidense", "dólares estadounidenses"}, "EUR": pairs("euro euros"),
		"day": pairs("día días"), "week": pairs("semana semanas"), "month": pairs("mes meses"),
		"year": pairs("año años"), "decade": pairs("década décadas"), "hour": pairs("hora horas"),
		"minute": pairs("minuto minutos"), "second": pairs("segundo segundos"),
		Century:            pairs("siglo siglos"),
		Percent:            {"por ciento", "por ciento", "por cien", "por cien"},
		Times:              pairs("vez veces"),
		"percentage point": {"punto porcentual", "puntos porcentuales"},
	})
	l.several(5, "year", "lustro", "lustros")
	l.several(6, "month", "semestre", "semestres")
	l.several(3, "month", "trimestre", "trimestres")
	return l
}
