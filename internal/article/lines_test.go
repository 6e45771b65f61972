package article

import (
	"slices"
	"strings"
	"testing"
)

// What outlets put between and around paragraphs, by habit.
var habits = []struct {
	habit, language string
	kind            Kind
	lines           []string
}{
	{"appeal for money", "en", Boilerplate, []string{
		"Help us to stay in the valley",
		"Your support pays for the boats our reporters go out in.",
		"Become a member today",
		"Support the Gazette’s journalism from £2 a month.",
		"We depend on readers like you.",
		"Make a donation",
	}},
	{"appeal for money", "es", Boilerplate, []string{
		"Hazte socio de El Correo del Valle",
		"Tu apoyo hace posible este periodismo.",
		"Apoya nuestro periodismo independiente.",
		"Ayúdanos a seguir contando el valle.",
	}},
	{"read more", "en", Boilerplate, []string{
		"READ MORE: How the gates work",
		"Read also: The sirens that failed",
		"Also read | The sirens that failed",
		"RELATED: Ten years of floods",
		"More on this story",
		"What to read next",
		"Don’t miss",
		"You may also like",
		"Continue reading below",
		"Story continues below advertisement",
		"Article continues after ad",
		"Here are the latest headlines:",
		"Recommended Stories",
		"Editor’s picks",
	}},
	{"read more", "es", Boilerplate, []string{
		"LEA TAMBIÉN: Las sirenas que fallaron",
		"Lee también | Las sirenas que fallaron",
		"Te recomendamos: Diez años de inundaciones",
		"También te puede interesar",
		"Le puede interesar: Diez años de inundaciones",
		"Más información",
		"Sigue leyendo",
		"Noticias relacionadas",
		"En otras noticias",
		"No te pierdas",
		"Leer más",
	}},
	{"gallery", "en", Boilerplate, []string{
		"1 of 12", "1 / 12", "View gallery", "Open image in gallery", "Hide caption", "toggle caption",
		"View 5 images", "Next slide", "Previous", "Enlarge this image", "Image 1 of 4",
	}},
	{"gallery", "es", Boilerplate, []string{
		"1 de 12", "Ver galería", "Ampliar imagen", "Ver fotos", "Siguiente", "Anterior", "Abrir galería",
	}},
	{"share line", "en", Boilerplate, []string{
		"Share", "Share this article", "Share on Facebook", "Share full article", "Click to share on X (Opens in new window)",
		"Copy link", "Link copied", "Facebook Twitter WhatsApp Email", "Print this page", "Bookmark", "Save for later", "Gift this article",
		"Follow @larkgazette on X", "@larkgazette", "Follow us on Instagram and Facebook",
	}},
	{"share line", "es", Boilerplate, []string{
		"Compartir", "Comparte esta noticia", "Compartir en WhatsApp", "Copiar enlace", "Enlace copiado", "Guardar", "Imprimir",
		"Síguenos en Facebook", "Sigue a El Correo en Instagram", "Comparte en redes sociales",
	}},
	{"comment counter", "en", Boilerplate, []string{
		"23 Comments", "No comments yet", "Comments (4)", "Join the conversation", "Leave a reply", "View comments", "Show 3 comments",
		"Be the first to comment", "Comments are closed.", "Tell us in the comments what you saw.",
	}},
	{"comment counter", "es", Boilerplate, []string{
		"23 comentarios", "Comentarios (4)", "Deja un comentario", "Ver comentarios", "Sé el primero en comentar", "Únete a la conversación",
		"Los comentarios están cerrados.",
	}},
	{"cookie notice", "en", Boilerplate, []string{
		"We use cookies and similar technologies to improve your experience.",
		"This website uses cookies.",
		"Accept all cookies", "Manage preferences", "Cookie settings", "Reject all", "Privacy Policy", "Terms of use",
		"By clicking Accept, you agree to the storing of cookies on your device.",
	}},
	{"cookie notice", "es", Boilerplate, []string{
		"Utilizamos cookies propias y de terceros para mejorar su experiencia.",
		"Aceptar todas las cookies", "Configurar cookies", "Rechazar todas", "Política de privacidad", "Aviso legal",
	}},
	{"newsletter box", "en", Boilerplate, []string{
		"Sign up to our free morning email", "Get our best stories in your inbox every morning.", "Enter your email address", "Your email address",
		"Never miss a story: our newsletter comes every Friday.", "Thanks for signing up!", "Subscribe to The Valley Brief newsletter",
		"I would like to be emailed about events in the valley. Read our privacy policy", "Thank you for subscribing!", "Stories delivered every morning. >Sign up for our newsletter.",
		"Sign up to First Light", "Our morning email brings you the valley.", "Subscribe to continue",
	}},
	{"newsletter box", "es", Boilerplate, []string{
		"Suscríbete a nuestro boletín", "Recibe las noticias del valle en tu correo cada mañana.", "Introduce tu correo electrónico",
		"¿Te gustó esta nota? Suscríbete al boletín del valle.", "Apúntate a la newsletter", "Gracias por suscribirte", "Suscríbete para seguir leyendo",
		"Puedes seguir a El Correo en Facebook y X, o apuntarte aquí a la newsletter.",
	}},
	{"advertisement", "en", Boilerplate, []string{
		"Advertisement", "ADVERTISEMENT", "Sponsored", "Paid content", "Promoted stories", "Ad", "Scroll to continue", "Skip advertisement",
		"Advertisement - Continue reading below",
	}},
	{"advertisement", "es", Boilerplate, []string{"Publicidad", "PUBLICIDAD", "Anuncio", "Contenido patrocinado", "- Publicidad -"}},
	{"player debris", "en", Boilerplate, []string{
		"00:00 / 12:41", "0:00", "Play video", "Watch: How the gate opens", "Listen to the podcast", "This video cannot be played", "Now playing",
		"Your browser does not support the audio element.", "Video unavailable", "Transcript", "Subtitles", "Mute", "Listen • 3:41",
		"Listen to this article 5 min",
	}},
	{"player debris", "es", Boilerplate, []string{
		"Reproducir video", "Escuchar este artículo", "Ver video: Así se abre la compuerta", "Tu navegador no soporta audio.", "Silenciar", "En vídeo",
	}},
	{"reading time", "en", Boilerplate, []string{"5 min read", "Reading time: 4 minutes", "4 minute read", "Estimated reading time 3 minutes"}},
	{"reading time", "es", Boilerplate, []string{"3 min de lectura", "Tiempo de lectura: 4 minutos", "Lectura de 5 minutos"}},
	{"tags", "en", Boilerplate, []string{"Tags: dams, floods", "Topics: Water | Norvania", "Filed under: Floods", "Posted in Floods", "#LarkValley #floods", "More about: dams"}},
	{"tags", "es", Boilerplate, []string{"Etiquetas: presas, inundaciones", "Temas: Agua | Norvania", "Archivado en: Presas", "#ValleAlondra #presa"}},
	{"copyright", "en", Boilerplate, []string{
		"© 2031 The Lark Gazette. All rights reserved.", "Copyright 2031 Northern Wire. All rights reserved.", "Copyright © Northern Wire",
		"This material may not be published, broadcast, rewritten or redistributed.", "(c) 2031 Lark Gazette",
	}},
	{"copyright", "es", Boilerplate, []string{"© 2031 El Correo del Valle", "Todos los derechos reservados", "Prohibida su reproducción total o parcial.", "Prohibida la reproducción de esta nota sin permiso."}},
	{"tip line", "en", Boilerplate, []string{
		"Have a tip? Write to the newsroom at tips@gazette.example.", "Got a story? Email us at news@gazette.example", "Do you have a tip or a story? Contact us.",
		"Contact the reporter at jane@gazette.example", "Send corrections to desk@gazette.example.", "Report an error", "Suggest a correction",
	}},
	{"tip line", "es", Boilerplate, []string{
		"¿Tienes una historia? Escríbenos a redaccion@correo.example", "Escríbanos a redaccion@correo.example", "Reportar un error", "¿Has visto un error?",
	}},
	{"developing story", "en", Boilerplate, []string{
		"This is a developing story. Check back for updates.", "This is a breaking news story and will be updated.",
	}},
	{"developing story", "es", Boilerplate, []string{"Noticia en desarrollo", "Esta noticia está en desarrollo y se actualizará."}},
	{"about the author", "en", Boilerplate, []string{"About the author", "More from Jane Doe", "Follow Jane Doe on X"}},
	{"about the author", "es", Boilerplate, []string{"Sobre el autor", "Más de Ana Ruiz"}},
	{"page furniture", "en", Boilerplate, []string{
		"Skip to content", "Back to top", "Menu", "Search", "Close", "Home | News | Weather | Tides", "Log in", "Subscribe now", "Next article",
		"Loading…", "Show more", "See all", "Most popular", "Trending", "Top stories", "Latest news", "Home",
	}},
	{"page furniture", "es", Boilerplate, []string{
		"Ir al contenido", "Volver arriba", "Menú", "Buscar", "Cerrar", "Portada | Local | Deportes | Cultura", "Inicia sesión", "Suscríbete",
		"Cargando…", "Ver más", "Ver todos", "Lo más leído", "Últimas noticias", "Inicio",
	}},
	{"numbered footer", "en", Boilerplate, []string{"1", "[1]", "Page 2 of 3", "2/3"}},
	{"numbered footer", "es", Boilerplate, []string{"Página 2 de 3"}},

	{"byline", "en", Byline, []string{
		"By Jane Doe", "BY JANE DOE", "By Jane Doe and John Roe", "By Jane Doe, Lark Gazette", "By Coastline Today staff", "By the Northern Wire staff",
		"By Jane Doe, Environment correspondent", "By: Jane Doe", "Written by Jane Doe", "Story by Jane Doe",
		"Published May 4, 2031 at 7:45 a.m.", "Updated 3 hours ago", "Posted: May 4, 2031", "Last updated on May 5, 2031", "First published on Sun 4 May 2031 18.20 BST",
		"Jane Doe | May 4, 2031",
		"This story was updated on May 5, 2031.", "This article was originally published on May 4, 2031.",
	}},
	{"byline", "es", Byline, []string{
		"Por Ana Ruiz", "POR ANA RUIZ", "Por Ana Ruiz y Juan Pérez de la Cruz", "Por: Ana Ruiz", "Por Redacción El Correo", "Texto: Ana Ruiz", "REDACCIÓN / EL CORREO", "Ana Ruiz | Larkton | 4 MAY 2031 - 20:45",
		"Publicado el 4 de mayo de 2031", "Actualizado hace 3 horas", "Última actualización: 5 de mayo de 2031", "Redacción",
	}},
	{"date alone", "en", Dateline, []string{
		"May 4, 2031", "Sunday, May 4, 2031", "4 May 2031", "Sunday 4 May 2031, 7.45am", "2031-05-04", "2031-05-04T18:20:00Z", "May 4, 2031 at 6:20 PM ET", "Sun, May 4, 2031, 6:20 PM",
		"Lark Gazette, Sunday, 4 May 2031", "4 May 2031, 06:14 · Updated 5 hours ago", "The Valley Letter · May 4, 2031",
	}},
	{"date alone", "es", Dateline, []string{
		"4 de mayo de 2031", "Domingo, 4 de mayo de 2031", "domingo 4 de mayo de 2031", "4 may 2031, 11:40", "04/05/2031", "4 de mayo de 2031 a las 18:20", "04/05/2031 - 18:20", "Boletín «Ladera» · 4 de mayo de 2031",
	}},
	{"caption", "en", Caption, []string{
		"Water runs over the dam. (Photo: Jane Doe)", "Water runs over the dam (Jane Doe/Gazette via AP)", "Photograph: Jane Doe/The Gazette", "Photo by Jane Doe",
		"FILE - The dam in 2029. (AP Photo/Jane Doe, File)", "Image: Water Board", "Water runs over the dam. Photo: Jane Doe", "Photo credit: Jane Doe", "Picture: Jane Doe",
		"A gate of the dam. Jane Doe/Getty Images", "Handout photo of the dam",
	}},
	{"caption", "es", Caption, []string{
		"El agua corre sobre la presa. (Foto: Ana Ruiz)", "Foto: Ana Ruiz", "Imagen de la presa (EFE/Ana Ruiz)", "Fotografía: Ana Ruiz / El Correo", "Crédito: Ana Ruiz", "La presa, en 2029. Foto: Ana Ruiz",
		"Vista de la presa. EFE/Ana Ruiz", "Vista de la presa. Ana Ruiz/AP",
	}},
	{"credit", "en", Credit, []string{
		"Reporting by Jane Doe; Editing by John Roe", "Reuters", "The Associated Press contributed to this report.", "Additional reporting by John Roe in Larkton.",
		"Jane Doe in Larkton and John Roe in Saltby contributed reporting.", "With reporting from Northern Wire", "© Agence France-Presse", "—AP", "Source: Northern Wire",
	}},
	{"credit", "es", Credit, []string{
		"Con información de EFE", "EFE", "Con información de Agencia Austral", "Fuente: Agencia Austral", "Ana Ruiz colaboró en este reportaje.", "(EFE)", "Europa Press",
	}},
	{"heading", "en", Heading, []string{
		"Who runs the dam?", "1. Who runs the dam?", "2) What failed?", "Q: Who runs the dam?", "What happens next", "The role of the board", "**Why were the gates shut?**", "### What it costs",
	}},
	{"heading", "es", Heading, []string{
		"¿Quién dirige la presa?", "1. ¿Quién dirige la presa?", "P: ¿Quién dirige la presa?", "Qué pasará ahora", "## Lo que cuesta", "El papel de la junta",
	}},
}

// Each line stands between two paragraphs of an article in its language.
func TestLinesBetweenParagraphs(t *testing.T) {
	for _, test := range habits {
		for _, line := range test.lines {
			if got := between(t, test.language, line); got != test.kind {
				t.Errorf("%s, %s: %q is a %s, want %s", test.habit, test.language, line, got, test.kind)
			}
		}
	}
}

// The stems that spare most lines a pattern must not hide a line from it.
func TestStemsHideNothing(t *testing.T) {
	tried := 0
	for name, w := range map[string]wording{"notice": notice, "appeal": appeal, "credit": credit, "dateline": dateline, "caption": caption} {
		for _, test := range habits {
			for _, line := range test.lines {
				if w.pattern().MatchString(line) {
					tried++
					if !w.match(line) {
						t.Errorf("no stem of %s is in %q", name, line)
					}
				}
			}
		}
	}
	if tried < 50 {
		t.Errorf("only %d lines match", tried)
	}
}

// What outlets say of their authors is told from a story about them by the
// byline and by the place.
func TestAuthorsLives(t *testing.T) {
	const body = "\n\nThe dam held on Sunday, officials said.\n\n"
	for _, life := range []string{
		"Jane Doe is a reporter covering water and farms.",
		"Jane Doe is a staff writer at the Lark Gazette.",
		"Jane Doe covers the valley for the Gazette.",
		"Jane Doe is the Gazette’s environment correspondent. She can be reached at jane@gazette.example.",
		"Jane Doe es periodista de El Correo del Valle.",
		"Jane Doe es redactora de la sección de Local.",
	} {
		for text, want := range map[string]Kind{
			"Dam in Lark Valley holds" + body + life:                                    Boilerplate,
			"Dam in Lark Valley holds\n\nBy Jane Doe" + body + life + body:              Boilerplate,
			"Dam in Lark Valley holds\n\nBy John Roe" + body + life + body:              Paragraph,
			"Dam in Lark Valley holds" + body + strings.TrimSuffix(life, ".") + body:    Paragraph,
			"Dam in Lark Valley holds" + body + "It was late. " + life + body:           Paragraph,
			"Dam in Lark Valley holds" + body + life + " Nobody told her." + body + "x": Paragraph,
		} {
			a := read(t, text)
			i := slices.IndexFunc(a.Blocks, func(b Block) bool { return strings.Contains(b.Text, strings.TrimSuffix(life, ".")) })
			if got := a.Blocks[i].Kind; got != want && (want != Paragraph || !got.Body() && got != Heading) {
				t.Errorf("%q is a %s, want %s", text, got, want)
			}
		}
	}
}

// Sentences that begin or sound like what outlets put around articles.
func TestLookalikesAreBodyText(t *testing.T) {
	for language, lines := range map[string][]string{
		"en": {
			"Read more widely, the teacher told her class on Monday.",
			"Share prices of the dam’s builder fell by a third.",
			"Related problems were found at two other dams.",
			"Comments from the ministry were not available on Sunday.",
			"Subscribe or leave, the union told its members, and most left.",
			"Cookies and coffee were handed out to the volunteers.",
			"Photographs of the gates were taken by the police.",
			"Advertisements for the tour were taken down.",
			"Tags were tied to every sluice.",
			"Copyright in the drawings belongs to the board.",
			"Jane Doe is a reporter who was in the hut when the gate gave way.",
			"Roy Pike is a writer of songs, and he sang one at the gate.",
			"By 2031 the wall had been mended twice.",
			"By Larkton standards the rain was light.",
			"Updated sirens were bought in 2029.",
			"Published figures put the damage at six million crowns.",
			"Search teams went out at dawn.",
			"Home insurance does not cover floods from a dam.",
			"The story was updated in verse by the school choir.",
			"Watch towers were put up along the lake.",
			"Listen to the wall, the old engineer used to say.",
			"Follow the river for three miles and you come to the dam.",
			"Sign language was used at the meeting.",
			"This is a developing country, the minister said.",
			"Help us understand, the judge asked the engineers.",
			"Page 2 of the report names the engineer.",
			"Menu prices in Larkton doubled after the flood.",
			"Source: that is what the locals call the upper lake.",
			"Your support helps, the mayor said in a speech to the firemen, but it is not enough.",
			"We use sandbags because nothing else is at hand, she said.",
			"Sunday, May 4, 2031 will be remembered in the valley.",
			"He said the gates would open (the board denied it).",
			"Reuters reported that two gates were open.",
			"More from the dam’s budget went to sirens than to seals.",
			"Trending upwards since 2020, the level reached a record.",
			"A photo: that is all that is left of the hut.",
			"Play stopped when the sirens went off.",
			"Get out, the sirens said; in your inbox there was nothing.",
			"Contact with the upper farms was lost at nine.",
			"One of 12 sirens failed.",
			"No comment was made by the board.",
			"Save the dam, they wrote on the wall.",
			"Our email was ignored, the farmers said.",
			"Our newsletter was banned, the students say.",
			"Never miss a tide, the harbour master tells his pupils.",
			"I would like to receive an apology, she wrote.",
			"By members of the board it was called a triumph.",
		},
		"es": {
			"Lea más, pidió la maestra a sus alumnos el lunes.",
			"Compartir el agua ha sido siempre difícil en el valle.",
			"Los comentarios del ministro causaron enojo.",
			"Suscríbete o vete, les dijo el sindicato a sus miembros.",
			"Foto a foto, la policía reconstruyó la noche.",
			"Publicidad de la visita fue retirada el martes.",
			"Publicado el informe, la junta dimitió.",
			"Por Larkton pasa el único puente.",
			"Por la noche se abrieron dos compuertas.",
			"Temas como el precio del agua quedaron fuera.",
			"Ver la presa cuesta dos coronas.",
			"Escuchar a los vecinos llevó tres horas.",
			"Ana Ruiz es periodista y estaba en la caseta cuando cedió la compuerta.",
			"Actualizado el censo, el valle tiene nueve mil vecinos.",
			"Síguenos, gritaron los bomberos a los vecinos.",
			"Cookies y café se repartieron entre los voluntarios.",
			"Tu apoyo no basta, dijo el alcalde a los bomberos.",
			"Fuente: así llaman los vecinos al lago de arriba.",
			"Buscar a los desaparecidos llevó dos días.",
			"Anuncios de lluvia hubo muchos.",
			"No te pierdas en el valle, dicen los viejos.",
			"Guardar agua es obligatorio desde 2030.",
			"EFE informó de que había dos compuertas abiertas.",
			"Recibe el pueblo el correo con retraso desde la crecida.",
			"Recibe agua el canal viejo desde el lunes.",
			"Inicio de la obra habrá cuando haya dinero.",
		},
	} {
		for _, line := range lines {
			if got := between(t, language, line); !got.Body() {
				t.Errorf("%s: %q is a %s", language, line, got)
			}
		}
	}
}

// A headline may begin as a button does.
func TestLookalikesAreTitles(t *testing.T) {
	for _, title := range []string{
		"Share prices on the slide", "More on the way as river rises", "Tagged sharks return to the bay", "Register to vote before Friday",
		"Más de nueve mil evacuados", "Public Anger in Larkton", "Dam Holds in Lark Valley", "Save on fuel with a slower boat", "Follow the money on the dam",
		"Print is not dead in the valley", "Menu of the future", "Read my lips", "Watch towers go up", "Photo finish in the mayor’s race", "Comentarios del ministro causan enojo",
		"Ver para creer en el valle", "Compartir el agua con el vecino", "By a whisker, the dam holds", "Por un pelo", "Updated sirens for the valley",
	} {
		a := read(t, title+"\n\nMay 4, 2031\n\nThe dam held on Sunday, officials said.\n\nThe gates will be replaced next year.")
		if got := a.Blocks[0].Kind; got != Title {
			t.Errorf("%q is a %s", title, got)
		}
		if about := a.About(); about.Title != title || about.Authors != nil {
			t.Errorf("%q: %+v", title, about)
		}
	}
}

// between is the kind of a line between two paragraphs.
func between(t *testing.T, language, line string) Kind {
	t.Helper()
	before, after := "The dam held on Sunday, officials said.", "The gates will be replaced next year."
	if language == "es" {
		before, after = "La presa aguantó el domingo, según la junta.", "Las compuertas se cambiarán el año que viene."
	}
	a, err := Read([]byte("Dam in Lark Valley holds\n\n"+before+"\n\n"+line+"\n\n"+after+"\n"), Options{Language: language})
	if err != nil {
		t.Fatal(err)
	}
	return a.Blocks[2].Kind
}
