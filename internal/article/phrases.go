package article

import (
	"regexp"
	"slices"
	"strings"
)

// What outlets write around articles, in English and Spanish. Patterns span
// the whole line wherever a sentence could otherwise begin in the same way.

func phrases(pattern string) *regexp.Regexp { return regexp.MustCompile(`(?i)` + pattern) }

// wording is a pattern too large to try everywhere, with the stems of words,
// one of which stands in every match.
type wording struct {
	stems   []string
	pattern *regexp.Regexp
}

func hinted(stems, pattern string) wording { return wording{strings.Fields(stems), phrases(pattern)} }

func (w wording) match(text string) bool {
	lower := strings.ToLower(text)
	return slices.ContainsFunc(w.stems, func(stem string) bool { return strings.Contains(lower, stem) }) &&
		w.pattern.MatchString(text)
}

// furniture is what pages put between paragraphs; tried on short lines only.
var furniture = phrases(`^(?:` +
	`(?:read|see|watch|listen)(?: more| also| next| now| here)(?:\s*[:|>»-].*)?` +
	`|(?:lea|leer|lee|ver|vea|mira|mire)(?: más| también| además)(?:\s*[:|>»-].*)?` +
	`|(?:continue|keep) reading[^.]*|(?:sigue|seguir|siga|continuar|continúa) leyendo[^.]*|te puede interesar[^.]*` +
	`|(?:listen to|escuch[ae]) (?:this|este|esta|el|la) (?:article|story|artículo|nota|noticia)` +
	`|related(?: (?:articles?|stories|story|coverage|topics?|content))?(?::.*)?|(?:artículos|noticias|notas) relacionad[ao]s(?::.*)?` +
	`|recommended(?: for you)?|recommended (?:stories|reading)|recomendados?|más noticias|more (?:news|stories|from [^.]*)|most (?:read|popular)|(?:lo )?más leíd[ao]s?|trending(?: now)?` +
	`|open (?:the )?images? in (?:gallery|lightbox|full ?screen)|(?:view|see) (?:full )?(?:image|gallery)|abrir (?:la )?imagen(?: en (?:la )?galería)?|(?:ver|abrir) galería|click to (?:enlarge|expand).*|image source[^.]*` +
	`|(?:\d[\d.,]*|no|sin) (?:comments?|comentarios?|shares?|views?|likes?|replies|compartidos)|comments?(?: \(?\d+\)?)?|comentarios?(?: \(?\d+\)?)?|(?:leave|post|add) a comment|deja(?:r|nos)? (?:un|tu) comentario` +
	`|(?:share|compartir|comparte|print|imprimir|email|save|copy link|copiar enlace)(?: (?:this|via|on|with|esta?|en|con)\b[^.]*)?` +
	`|(?:facebook|twitter|x|whatsapp|telegram|linkedin|reddit|pinterest|instagram|email|print|link|copy|flipboard|[\s|,/·•-])+` +
	`|(?:solve|play|try|do|resuelve|juega|haz)\b.*\b(?:crosswords?|sudokus?|puzzles?|crucigramas?)\b[^.]*|(?:daily |today's )?crossword|(?:el )?crucigrama(?: diario| del día)?` +
	`|advertise?ments?|advertising|sponsored(?: content)?|promoted|publicidad|anuncios?|contenido patrocinado` +
	`|subscribe|sign (?:in|up)|log in|register|suscr[ií]bete|suscribirse|inicia(?:r)? sesión|reg[ií]strate` +
	`|(?:skip|jump) to (?:main )?content|back to top|saltar al contenido|volver arriba|loading\.*|cargando\.*` +
	`|(?:©|\(c\)|copyright\b).*|all rights reserved\.?|todos los derechos reservados\.?` +
	`|\d+ min(?:ute)?s? read|\d+ min(?:utos?)? de lectura|(?:tags?|topics?|temas|etiquetas)\s*:.*` +
	`)$`)

// notice is longer wording about the outlet's own services or rights.
var notice = hinted(`inbox sign continu click subscri register suscr reg boletín recib cookie copyright © rights material derechos follow find like nos download descarga here aquí`,
	`^(?:please )?(?:sign up|subscribe|register)\b.*\b(?:newsletters?|alerts?|emails?|inbox|podcast|channel|unlimited|subscription)\b`+
		`|^(?:get|receive)\b.* (?:your|straight to your|to your) inbox\b|^(?:suscr[ií]b[ae](?:te|se)?|reg[ií]stra?te|recib[ae])\b.*\b(?:bolet[ií]n(?:es)?|newsletter|alertas|canal|correo)\b`+
		`|^(?:this (?:site|website|page) uses|we(?: and our partners)? use) cookies\b|^(?:este sitio|esta página|esta web) (?:web )?(?:usa|utiliza) cookies\b|^(?:usamos|utilizamos) cookies\b|^by (?:continuing|clicking|signing up),? you (?:agree|accept|consent)\b|\b(?:accept|manage) (?:all )?cookies$`+
		`|^(?:©|copyright\b).*\b(?:19|20)\d\d\b|\bthis material may not be (?:published|reproduced)\b|\ball rights reserved\.?$|\btodos los derechos reservados\.?$`+
		`|^(?:follow|find|like) us on\b|^s[ií]g[au](?:e)?nos en\b|^download (?:our|the) app\b|^descarga (?:nuestra|la) app\b|^(?:click|tap) here (?:to|for)\b|^haz clic aquí\b`)

// appeal is an outlet asking its readers for money.
var appeal = hinted(`support help becom rely depend donat contribut gift fund member readers paywall apoy don contribu aport sostén financia hazte muro lectores`,
	`\byour (?:(?:generous|financial|continued|monthly|small) )?(?:support|donations?|contributions?|gift) (?:today |now )?(?:helps?|allows?|makes?|means|enables?|keeps?|funds?|matters|lets?|will|can|powers?|ensures?)\b`+
		`|(?:^(?:please )?|\bhelp )(?:support|fund) (?:our|independent|quality|nonprofit|local) (?:independent |local |quality )?(?:journalism|reporting|newsroom|work)\b`+
		`|\b(?:help|consider|please) (?:us )?(?:by )?(?:support(?:ing)?|fund(?:ing)?|donat(?:e|ing)) (?:us|our|to us|today|now)\b|^(?:please )?donate(?: (?:now|today|here).*)?$|^help us (?:keep|continue|tell|report)\b|^(?:make a donation|support us|become a (?:member|supporter|subscriber))\b`+
		`|\bwe (?:rely|depend) on (?:our )?(?:readers|donations|your)\b|\breaders like you\b`+
		`|\b(?:we|our)\b.*\bpaywalls?\b`+
		`|\b(?:tu|su|vuestro) (?:apoyo|donación|donativo|contribución|aporte) (?:nos |hoy )?(?:ayuda|permite|hace|es|financia|mantiene|cuenta)\b`+
		`|^(?:apoya|apoye|financia|sostén) (?:nuestro|nuestra|el) (?:periodismo|trabajo|redacción|labor)(?: independiente)?\b|^(?:dona|done|haz una donación|haga una donación|hazte (?:socio|socia|miembro|suscriptor))\b.*`+
		`|\b(?:nosotros|nuestr[ao]s?)\b.*\bmuros? de pago\b|\blectores como (?:tú|usted)\b`)

// outlet is an outlet speaking of itself; "US" is a country.
var outlet = regexp.MustCompile(`\b(?:[Ww]e|[Oo]urs?|us|[Nn]osotros|[Nn]uestr[ao]s?)\b`)

// agency is a news agency's name alone on a line.
var agency = phrases(`^\W*(?:the )?(?:associated press|ap|ap news|reuters|thomson reuters|afp|agence france[- ]presse|efe|agencia efe|europa press|dpa|ansa|upi|united press international|bloomberg(?: news)?|pa(?: media)?|press association|xinhua|kyodo(?: news)?|tass|notimex|ap/reuters|reuters/ap|(?:con información de |with )?agenc(?:ias|ies))\W*$`)

const (
	name     = `\p{Lu}[\p{L}'’.-]*`
	names    = name + `(?:(?:,? (?:and|y|e)|,)? (?:(?:de|del|la|van|von|da|bin|al) )*` + name + `)*`
	place    = `(?:the |el |la )?` + names
	verb     = `(?:reported|contributed(?: reporting)?|reporting|informó|informaron|reportó|reportaron|escribió|colaboró|colaboraron)`
	workload = `(?:to|with|a|con|en) (?:this|the|este|esta) (?:report|story|article|reporting|reportaje|informe|nota|artículo|despacho)`
)

// credit says who else reported. Case counts: names tell it from a sentence.
var credit = regexp.MustCompile(
	`^(?:—|-|–)?\s*(?:(?:Additional )?[Rr]eporting by |Con información de |Reporte de |Editing by |Edición de )` + names + `(?:[;,.]? .*)?$` +
		`|^(?:—|-|–)?\s*(?:` + names + ` )(?:(?:writers?|journalists?|reporters?|periodistas?|correspondents?) )*` + names + `(?:,? in ` + place + `,?)? ` + verb + ` (?:from|desde) ` + place + `\.?$` +
		`|^(?:—|-|–)?\s*` + name + ` ` + verb + ` (?:from|desde) ` + place + `\.?$` +
		`|^(?:—|-|–)?\s*(?:\p{L}[\p{L}'’.-]*,? )+` + `(?:contributed|colaboró|colaboraron|contribuyó|contribuyeron)(?: reporting)? ` + workload + `(?: (?:from|desde) ` + place + `)?\.?$` +
		`|^(?:Source|Sources|Fuente|Fuentes|Via|Vía): .{1,60}$`)

// byline is who wrote or posted it. Case counts here too.
var byline = regexp.MustCompile(
	`^(?:By|BY|Por|POR) ` + names + `(?:(?:,|\s*[|·•/–—-]| (?:for|of|in|at|para|en|de)\b).*)?$` +
		`|^(?:By|BY|Por|POR) (?:the )?(?:[Ss]taff|AP|[Rr]edacción|[Nn]ewsroom)\b.*$` +
		`|^(?i:(?:first |last )?(?:posted|published|updated|modified|written|publicado|publicada|actualizado|actualizada|escrito|modificado))(?i: (?:on|at|by|el|por|en|a las)\b|\s*:| \d| \p{L}+ \d).*$`)

const month = `(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|setiembre|octubre|noviembre|diciembre)\.?`

// dateline is a date alone, or a place and an agency.
var dateline = phrases(
	`^(?:\p{L}+,? )?(?:` + month + ` \d{1,2}(?:st|nd|rd|th)?,? (?:19|20)\d\d|\d{1,2} (?:de )?` + month + `,? (?:(?:de|del) )?(?:19|20)\d\d|(?:19|20)\d\d-\d\d-\d\d|\d{1,2}/\d{1,2}/(?:19|20)\d\d)(?:[ ,|·T-]+(?:at |a las )?\d{1,2}[:.h]\d\d.{0,12})?$` +
		`|^\p{L}[\p{L} .,'’-]{0,50} \((?:ap|reuters|afp|efe|europa press|dpa|upi)\)\W*$`)

// caption is what a picture shows.
var caption = hinted(`photo foto image imag picture frame file grab video handout caption archivo pie captura getty reuters afp efe via`,
	`^in this (?:\w+ ){0,3}(?:photo|photograph|image|picture|frame|file|screen ?grab|video (?:still|frame|grab)|handout)\b`+
		`|^en esta (?:foto|fotografía|imagen|captura)\b`+
		`|^(?:file|photo|image|caption|picture|file photo|foto|imagen|fotografía|archivo|foto de archivo|pie de foto)\s*[:—–-]\s`+
		`|\((?:[\w .-]+ )?(?:ap photo|ap foto|foto ap|file photo|photo by|photo:|foto:|foto de|photo courtesy|image:|getty images|reuters|afp|efe)\b[^()]*\)\.?$`+
		`|\(\w[^()]* (?:via ap|via reuters|via getty images|photo|foto)\)\.?$`+
		`|^(?:.{1,80}, )?(?:is |are |was |were )?pictured (?:here|above|below|left|right|in|on|at|during|with)\b|,? (?:is|are|was|were|seen) pictured (?:here|above|below|in|on|at|during|with)\b`)
