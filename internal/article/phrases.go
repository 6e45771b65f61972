package article

import (
	_ "embed"
	"regexp"
	"slices"
	"strings"
	"sync"
)

// What outlets write around articles, in English and Spanish. Patterns span
// the whole line wherever a sentence could otherwise begin in the same way.

// A lazy pattern is compiled when first used: most runs of the command read no
// article, and these take 10 ms to compile.
type lazy func() *regexp.Regexp

func lazily(pattern string) lazy {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(pattern) })
}

func phrases(pattern string) lazy { return lazily(`(?i)` + pattern) }

// wording is a pattern too large to try everywhere, with the stems of words,
// one of which stands in every match.
type wording struct {
	stems   []string
	pattern lazy
}

func hinted(stems string, pattern lazy) wording { return wording{strings.Fields(stems), pattern} }

func (w wording) match(text string) bool {
	lower := strings.ToLower(text)
	return slices.ContainsFunc(w.stems, func(stem string) bool { return strings.Contains(lower, stem) }) &&
		w.pattern().MatchString(text)
}

//go:embed furniture.txt
var furnitureLines string

// furniture is what pages put between paragraphs, whole lines of it. Case,
// and punctuation at both ends, do not matter.
var furniture = sync.OnceValue(func() map[string]bool {
	m := map[string]bool{}
	for line := range strings.Lines(furnitureLines) {
		if line = strings.TrimSpace(line); line != "" && line[0] != '#' {
			m[line] = true
		}
	}
	return m
})

func isFurniture(text string) bool {
	return furniture()[strings.TrimFunc(strings.ToLower(ascii.Replace(text)), func(r rune) bool { return !wordRune(r) })] ||
		!strings.HasSuffix(text, ".") && furnished().MatchString(text)
}

// network is where readers share.
const network = `(?:facebook|twitter|x|whatsapp|telegram|linkedin|reddit|pinterest|instagram|e-?mail|correo|flipboard|bluesky|threads|tiktok|youtube|messenger)`

// furnished is furniture that says what it leads to, counts or lists.
var furnished = phrases(`^\W*(?:` +
	`(?:read|also read|see|watch|listen)(?: more| also| next| now| here)?\s*[:|>»].*` +
	`|(?:lea|leer|lee|ver|vea|mira|mire|escucha)(?: más| también| además| video| vídeo)?\s*[:|>»].*` +
	`|(?:te|le|les) (?:recomendamos|puede interesar|podría interesar)\s*[:|>»].*` +
	`|(?:related|recommended)(?: (?:articles?|stories|story|coverage|topics?|content))?\s*[:|].*|(?:artículos|noticias|notas) relacionad[ao]s?\s*[:|].*` +
	`|(?:home|inicio|portada)\s*[>»›/].*` +
	`|(?:more (?:from|by)|más (?:de|en|sobre)) (?-i:` + names + `)|more (?:about|on)\s*:.*|follow (?-i:` + names + `) on \p{L}+` +
	`|(?:continue|keep) reading[^.,]*|(?:sigue|seguir|siga|continuar|continúa) leyendo[^.,]*` +
	`|(?:image|photo|foto|imagen|page|página|slide)? ?\d{1,3} ?(?:of|de|/) ?\d{1,3}|\d{1,3}` +
	`|(?:view|see|show|ver) (?:all )?\d+ (?:images?|photos?|imágenes|fotos|comments?|comentarios?)` +
	`|image source[^.]*|click to (?:enlarge|expand|share|print|email)\b.*|haz clic para (?:compartir|ampliar|imprimir)\b.*` +
	`|(?:\d[\d.,]*|no|sin) (?:comments?|comentarios?|shares?|views?|likes?|replies|compartidos|vistas)|comments? \(?\d+\)?|comentarios? \(?\d+\)?` +
	`|\d+ (?:thoughts?|responses?|comments?) on\b.*` +
	`|(?:share|compartir|comparte|print|imprimir|email|enviar)(?: (?:this|esta?)(?: \p{L}+)?)? (?:via|on|with|by|en|con|por) (?:your |tus |with )?(?:` + network + `|social media|redes sociales|friends|amigos)\b[^.]{0,30}` +
	`|(?:(?:` + network + `|print|link|copy)[\s|,/·•-]*){2,}` +
	`|(?:(?:follow|sigue a|síguenos en|sígueme en) )?@[\w.]+(?: (?:on|en) [\p{L} ]+)?|sigue a [^.,]{1,40} en (?:` + network + `|google)|(?:#[\p{L}\p{N}_]+[\s,]*)+` +
	`|(?:[\p{L}&'’]+(?: [\p{L}&'’]+)?\s*[|·•]\s*){2,}[\p{L}&'’]+(?: [\p{L}&'’]+)?` +
	`|(?:suscr[ií]b[ae](?:te|se)|subscribe|sign in|log in|register|inicia sesión|regístrate) (?:to|para) (?:continue|keep|read|unlock|access|comment|seguir|leer|continuar|acceder|comentar)\b[^.,]{0,40}` +
	`|(?:solve|play|try|do|resuelve|juega|haz)\b.*\b(?:crosswords?|sudokus?|puzzles?|crucigramas?)\b[^.]*` +
	`|(?:©|\(c\)|copyright (?:©|\(c\)|(?:19|20)\d\d)).*|.{0,60}\b(?:all rights reserved|todos los derechos reservados)` +
	`|(?:estimated )?reading time\b.{0,30}|\d+[- ]min(?:ute)?s? read|tiempo (?:estimado )?de lectura\b.{0,30}|\d+ min(?:utos?)? de lectura|lectura de \d+ min(?:utos?)?` +
	`|(?:tags?|tagged|topics?|temas|etiquetas|filed under|posted in|archivado en|publicado en|categor(?:y|ies|ía|ías))\s*:.*|(?:filed under|posted in) \p{L}[^.,;]{0,40}(?: [|].*)?` +
	`|(?:(?:listen|escuchar?)\b[^.]{0,40})?\d{1,2}:\d\d(?::\d\d)?(?:\s*/\s*\d{1,2}:\d\d(?::\d\d)?)?|listen to (?:this )?(?:article|story)\b[^.]{0,20}` +
	`)\W*$`)

// notice is longer wording about the outlet's own services, rights and people.
var notice = hinted(`inbox email privacy sign newsletter (c) prohibi historia pista noticia seguir continu click subscri register suscr regist regíst boletín recib cookie copyright © rights material derechos follow find like nos download descarga here aquí comment comentarios tip story @ error developing breaking desarrollo emailed apúnta apunta miss`,
	phrases(`^(?:please )?(?:sign up|subscribe|register)\b.*\b(?:newsletters?|alerts?|emails?|inbox|podcast|channel|unlimited|subscription)\b`+
		`|^(?:get|receive)\b[^;]* (?:in your|your|straight to your|to your) inbox\b|(?:^|[?!.] )(?:suscr[ií]b[ae](?:te|se)|reg[ií]stra?te|ap[uú]nta?te)\b.*\b(?:bolet[ií]n(?:es)?|newsletter|alertas|canal|correo)\b|^recib[ae]\b.*\b(?:bolet[ií]n(?:es)?|newsletter|alertas|en [ts]u (?:correo|bandeja|móvil|celular|whatsapp))\b`+
		`|^sign up (?:to|for) [^.]{1,40}$|[.!?]\s*>?\s*sign up (?:to|for)\b.*\bnewsletters?\b|^puedes seguir a\b.* en (?:facebook|twitter|x|instagram|whatsapp)\b|^our (?:\w+ ){0,2}(?:email|newsletter)\b[^.,]* you\b|^privacy notice:`+
		`|^never miss (?:a|an|our|another) (?:story|update|headline|beat|newsletter|moment)\b|^I would like to (?:be emailed|receive)\b.*\b(?:offers|events|updates|newsletters?)\b`+
		`|^(?:this (?:site|website|page) uses|we(?: and our (?:\d+ )?partners)? (?:use|store)) cookies\b|^(?:este sitio|esta página|esta web) (?:web )?(?:usa|utiliza) cookies\b|^(?:usamos|utilizamos) cookies\b|^by (?:continuing|clicking|signing up)\b[^.]*, you (?:agree|accept|consent)\b|\b(?:accept|manage) (?:all )?cookies$`+
		`|^(?:©|\(c\)|copyright (?:©|\(c\)|(?:19|20)\d\d))|\bthis material may not be (?:published|reproduced)\b|\ball rights reserved\.?$|\btodos los derechos reservados\.?$|^prohibida (?:su|la) reproducción\b`+
		`|^(?:follow|find|like) us on\b|^s[ií]g[au](?:e)?nos en\b|^download (?:our|the) app\b|^descarga (?:nuestra|la) app\b|^(?:click|tap) here (?:to|for)\b|^haz clic aquí\b`+
		`|\b(?:tell us|let us know|share your (?:views|thoughts|story)) in the comments\b|\b(?:cuéntanos|cuéntenos|déjanos tu opinión) en los comentarios\b`+
		`|^(?:do you )?(?:have|got) (?:a|any) (?:news )?(?:tips?|story|stories)\b[^.]*\?|^¿(?:tienes|tiene) (?:una|alguna) (?:historia|pista|noticia)\b[^?]*\?`+
		`|^(?:contact|email|reach|write to|send|escr[ií]b[ae]n?os|escriba|contacte?)\b.*[\w.-]+@[\w-]+\.\w+\W*$`+
		`|^(?:this is|esta es) (?:a|una) (?:developing|breaking)(?: news)? story\b|^esta (?:noticia|nota|información|historia) está en desarrollo\b`))

// appeal is an outlet asking its readers for money.
var appeal = hinted(`support help becom rely depend donat contribut gift fund member readers paywall apoy don contribu aport sostén financia hazte muro lectores ayúda`,
	phrases(`\byour (?:(?:generous|financial|continued|monthly|small) )?(?:support|donations?|contributions?|gift) (?:today |now )?(?:helps?|allows?|makes?|means|enables?|keeps?|funds?|matters|lets?|will|can|powers?|ensures?|pays?|gives?|sustains?)(?:[ .!]|$)`+
		`|(?:^(?:please )?|\bhelp )(?:support|fund) (?:our|independent|quality|nonprofit|local) (?:independent |local |quality )?(?:journalism|reporting|newsroom|work)\b|^support (?:the )?`+`[^.,]{1,40}(?:’s|'s) (?:journalism|reporting|newsroom)\b`+
		`|\b(?:help|consider|please) (?:us )?(?:by )?(?:support(?:ing)?|fund(?:ing)?|donat(?:e|ing)) (?:us|our|to us|today|now)\b|^(?:please )?donate(?: (?:now|today|here).*)?$|^help us (?:to )?(?:keep|continue|tell|report|stay|bring|cover|hold|investigate|reach|grow)\b|^(?:make a donation|support us|become a (?:member|supporter|subscriber))\b`+
		`|\bwe (?:rely|depend) on (?:our )?(?:readers|donations|your)\b|\breaders like you\b`+
		`|\b(?:we|our)\b.*\bpaywalls?\b`+
		`|\b(?:tu|su|vuestro) (?:apoyo|donación|donativo|contribución|aporte) (?:nos |hoy )?(?:ayuda|permite|hace|es|financia|mantiene|cuenta)\b`+
		`|^(?:apoya|apoye|financia|sostén) (?:nuestro|nuestra|el) (?:periodismo|trabajo|redacción|labor)(?: independiente)?\b|^(?:dona|done|haz una donación|haga una donación|hazte (?:socio|socia|miembro|suscriptor))\b.*|^ay[uú]d[ae]n?os a (?:seguir|contar|continuar|mantener|informar)\b`+
		`|\b(?:nosotros|nuestr[ao]s?)\b.*\bmuros? de pago\b|\blectores como (?:tú|usted)\b`))

// outlet is an outlet speaking of itself; "US" is a country.
var outlet = lazily(`\b(?:[Ww]e|[Oo]urs?|us|[Nn]osotros|[Nn]uestr[ao]s?)\b`)

// agency is a news agency's name alone on a line.
var agency = phrases(`^\W*(?:the )?(?:associated press|ap|ap news|reuters|thomson reuters|afp|agence france[- ]presse|efe|agencia efe|europa press|dpa|ansa|upi|united press international|bloomberg(?: news)?|pa(?: media)?|press association|xinhua|kyodo(?: news)?|tass|notimex|ap/reuters|reuters/ap|(?:con información de |with )?agenc(?:ias|ies))\W*$`)

const (
	name     = `\p{Lu}[\p{L}'’.-]*`
	names    = name + `(?:(?:,? (?:and|y|e)|,)? (?:(?:de|del|la|van|von|da|bin|al) )*` + name + `)*`
	proper   = name + `(?: (?:(?:de|del|la|of|the|y|&) )*` + name + `)*` // a name of one person or thing
	fullName = name + `(?: (?:(?:de|del|la|van|von|da|bin|al) )*` + name + `)+`
	place    = `(?:the |el |la )?` + names
	verb     = `(?:reported|contributed(?: reporting)?|reporting|informó|informaron|reportó|reportaron|escribió|colaboró|colaboraron)`
	workload = `(?:to|with|a|con|en) (?:this|the|este|esta) (?:report|story|article|reporting|reportaje|informe|nota|artículo|despacho)`
)

// credit says who else reported. Case counts: names tell it from a sentence.
var credit = hinted(`report inform contribu colabor edit edici source fuente via vía escribi`, lazily(
	`^(?:—|-|–)?\s*(?:(?:Additional )?[Rr]eporting by |Con información de |Reporte de |Editing by |Edición de )`+names+`(?:[;,.]? .*)?$`+
		`|^(?:—|-|–)?\s*(?:`+names+` )(?:(?:writers?|journalists?|reporters?|periodistas?|correspondents?) )*`+names+`(?:,? in `+place+`,?)? `+verb+` (?:from|desde) `+place+`\.?$`+
		`|^(?:—|-|–)?\s*`+name+` `+verb+` (?:from|desde) `+place+`\.?$`+
		`|^(?:—|-|–)?\s*`+names+`(?: in `+place+`)?(?:,? and `+names+`(?: in `+place+`)?)? contributed reporting\.?$`+
		`|^(?:—|-|–)?\s*(?:\p{L}[\p{L}'’.-]*,? )+`+`(?:contributed|colaboró|colaboraron|contribuyó|contribuyeron)(?: reporting)? `+workload+`(?: (?:from|desde) `+place+`)?\.?$`+
		`|^(?:(?:Source|Sources|Fuente|Fuentes|Via|Vía):|[Ww]ith (?:reporting|information) (?:from|by)|[Cc]on información de(?:l| la)?) \p{Lu}.{0,60}$`))

// byline is who wrote or posted it. Case counts here too.
var byline = lazily(
	`^(?:(?:[Ww]ritten |[Ww]ords |[Tt]ext |[Ss]tory )?(?:By|BY|by):?|(?:[Ee]scrito |[Tt]exto )?(?:Por|POR|por):?|Texto:|Texto de) ` + names + `(?:(?:,|\s*[|·•/–—-]| (?:for|of|in|at|para|en|de)\b).*)?$` +
		`|^` + fullName + `(?:(?:, ` + fullName + `)* (?:and|y) ` + fullName + `)?\s*[|•·]\s*(?:` + proper + `\s*[|•·]\s*)?(?i:(?:` + weekday + `,? )?` + date + `).{0,30}$` +
		`|^(?:By|BY) (?:[Tt]he )?` + names + ` (?:staff|reporters?|correspondents?|newsroom)$` +
		`|^(?:(?:By|BY|Por|POR) (?:the |la )?)?(?:[Ss]taff|AP|[Rr]edacción|REDACCIÓN|[Nn]ewsroom)(?:(?: |\s*[/|–—-]\s*)` + names + `| [Rr]eports?| [Rr]eporters?| [Ww]riters?)?$` +
		`|^(?i:(?:first |last |originally )?(?:posted|published|updated|modified|written|publicado|publicada|actualizado|actualizada|escrito|modificado))(?i: (?:on|at|by|el|por|en|a las|hace)\b|\s*:| \d| \p{L}+ \d).*$` +
		`|^(?i:(?:última actualización|last update|publication date|fecha(?: de publicación)?)\s*:).*$`)

// unsigned is a byline without "by"; a headline may read like it.
var unsigned = lazily(`^` + fullName + `(?:(?:, ` + fullName + `)* and ` + fullName + `)?(?: in ` + place + `)?$|^` + fullName + `(?:(?:, ` + fullName + `)* y ` + fullName + `)?(?: en ` + place + `)?$`)

// posting says when the article came out, in a sentence.
var posting = phrases(`^this (?:story|article|report|post|piece) (?:was|has been) (?:originally |first |last )?(?:published|posted|updated)\b[^.]*\.?$` +
	`|^est[ae] (?:artículo|nota|noticia|texto) (?:fue|se) (?:publicad[ao]|publicó|actualizad[ao]|actualizó)\b[^.]*\.?$`)

const month = `(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?|ene|abr|ago|set|dic|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|setiembre|octubre|noviembre|diciembre)\.?`

// dateline is a date alone, after the outlet's name or with the time and what
// was changed when; or a place and an agency.
var dateline = hinted(`0 1 2 3 4 5 6 7 8 9 (`, lazily(
	`^(?:(?:[Tt]he )?`+names+`(?: [«“"]`+names+`[»”"])?\s*[,|·•–—-]\s*)?(?i:(?:`+weekday+`,? )?`+date+`(?:[ ,|·T–-]+(?:at |a las )?\d{1,2}[:.h]\d\d.{0,14})?)(?:\s*[|·•–—-]\s*(?i:updated|actualizado)\b.{0,40})?$`+
		`|^\p{L}[\p{L} .,'’-]{0,50} \((?:`+names+`|AP|(?i:ap|reuters|afp|efe|europa press|dpa|upi))\)\W*$`))

const (
	weekday = `(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?|lunes|martes|miércoles|jueves|viernes|sábado|domingo)\.?`
	date    = `(?:` + month + ` \d{1,2}(?:st|nd|rd|th)?,? (?:19|20)\d\d|\d{1,2} (?:de )?` + month + `,? (?:(?:de|del) )?(?:19|20)\d\d|(?:19|20)\d\d-\d\d-\d\d|\d{1,2}/\d{1,2}/(?:19|20)\d\d)`
)

// caption is what a picture shows, or who took it.
var caption = hinted(`photo foto image imag picture frame file grab video handout caption archivo pie captura getty reuters afp efe via credit crédito ap/ /ap`,
	phrases(`^in this (?:\w+ ){0,3}(?:photo|photograph|image|picture|frame|file|screen ?grab|video (?:still|frame|grab)|handout)\b`+
		`|^en esta (?:foto|fotografía|imagen|captura)\b|^(?:handout|undated|archive) (?:photo|photograph|image)\b`+
		`|^(?:file|photo|photos|photograph|image|caption|picture|file photo|photo credit|foto|fotos|imagen|fotografía|archivo|foto de archivo|pie de foto|crédito)\s*[:—–-]\s`+
		`|^(?:photo|photograph|picture|image|foto|fotografía|imagen) (?:by|courtesy of|de|por) `+`(?-i:`+names+`)(?:\s*[/|,].{1,40})?$`+
		`|\((?:[\p{L}\p{N} .-]+ )?(?:(?:ap photo|ap foto|foto ap|file photo|photo by|foto de|photo courtesy|getty images|reuters|afp|efe)\b|(?:photo|photos|photograph|image|picture|credit|foto|fotos|fotografía|imagen|crédito):)[^()]*\)\.?$`+
		`|\(\w[^()]* (?:via ap|via reuters|via getty images|photo|foto)\)\.?$`+
		`|[.)”"] (?-i:(?:Photo|Photos|Photograph|Image|Picture|Credit|Foto|Fotos|Fotografía|Imagen|Crédito): \p{Lu}[^.]{1,60}|(?:AP|EFE|AFP|Reuters|REUTERS|Getty Images)/`+names+`|`+names+`/(?:AP|EFE|AFP|Reuters|REUTERS|Getty Images))$`+
		`|^(?:.{1,80}, )?(?:is |are |was |were )?pictured (?:here|above|below|left|right|in|on|at|during|with)\b|,? (?:is|are|was|were|seen) pictured (?:here|above|below|in|on|at|during|with)\b`))

// topics is what stands above a list of labels under an article.
var topics = phrases(`^\W*(?:explore more on these topics|(?:related )?topics|tags|(?:this article )?tagged(?: under)?|in this article|temas|etiquetas|archivado en|más (?:en|sobre) (?-i:` + names + `))\W*$`)

// signed is a picture's line that ends in its source: in brackets, after a
// stroke or in capitals.
var signed = lazily(`[^.?!] \((?:` + names + `)(?:[/,] ?` + names + `)*\)$|[.)]"? / ?` + names + `$|[.)]"? \p{Lu}{2,}(?: \p{Lu}{2,}){1,3}$`)

// gallery is what stands before a picture's line.
var gallery = phrases(`^\W*(?:(?:open|view) (?:the )?images? in (?:gallery|lightbox|full ?screen)|abrir (?:la )?imagen.*|image source.*|enlarge this image|ampliar imagen)\W*$`)

// media is how outlets are named after a headline.
var media = lazily(`(?i)\b(?:news|times|post|wire|herald|gazette|tribune|journal|press|daily|weekly|radio|tv|television|magazine|observer|chronicle|standard|mail|star|sun|globe|courier|bulletin|noticias|letter|newsletter|boletín|diario|prensa|periódico|semanario|revista)\b|\.(?:com|org|net|info|es|mx|sv)$` +
	`|^(?:The|El|La|Los|Las|Le) \p{Lu}[\p{L} ]*$|^\p{Lu}{2,5}$`)

// life is what outlets say of their authors under an article.
var life = lazily(`^` + names + ` (?:is (?:an?|the) |es |covers |cubre )(?:[\p{L}’'-]+ ){0,6}?(?i:reporter|correspondent|editor|journalist|writer|columnist|photographer|producer|contributor|periodista|redactor|redactora|corresponsal|columnista|editora|fotógrafo|fotógrafa|covers|cubre|the|el|la)(?: [^.,;:]{1,80})?\.?(?: (?:She|He|They|Ella|Él|Email|Follow|Contact|Escríbele|Síguel[ao]|Puedes)\b.*)?$`)

// narrated are words of a story about somebody, rather than of a life.
var narrated = phrases(`\b(?:who|was|were|had|when|after|said|told|quien|que|era|estaba|fue|cuando|dijo)\b`)

// agencyName finds the names of news agencies in running text; an initialism
// counts in capitals only.
var agencyName = lazily(`(?i:\b(?:associated press|thomson reuters|reuters|agence france[- ]presse|agencia efe|europa press|united press international|bloomberg(?: news)?|press association|pa media|xinhua|kyodo(?: news)?|notimex)\b)|\b(?:AP|AFP|EFE|UPI|DPA|dpa|ANSA|TASS)\b`)

// agencies gives their full names.
var agencies = map[string]string{
	"associated press": "Associated Press", "the associated press": "Associated Press", "ap": "Associated Press",
	"reuters": "Reuters", "thomson reuters": "Reuters",
	"agence france-presse": "Agence France-Presse", "agence france presse": "Agence France-Presse", "afp": "Agence France-Presse",
	"agencia efe": "Agencia EFE", "efe": "Agencia EFE", "europa press": "Europa Press",
	"united press international": "United Press International", "upi": "United Press International",
	"bloomberg": "Bloomberg News", "bloomberg news": "Bloomberg News",
	"press association": "PA Media", "pa media": "PA Media", "dpa": "Deutsche Presse-Agentur", "ansa": "ANSA", "tass": "TASS",
	"xinhua": "Xinhua", "kyodo": "Kyodo News", "kyodo news": "Kyodo News", "notimex": "Notimex",
}
