// Searches the whole file as one types. What is found is told by the heading
// that it stands under; the form waits in a template.
const template = document.querySelector("#search");
const form = template.content.firstElementChild;
const [input] = form.elements;
const output = form.querySelector("output");
const most = 40;
const fold = text => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
const skipped = ".notes, nav, .legend, svg, .vh, .marks, .sign";
const inline = "a, b, i, em, strong, code, q, span, time, small";

// read gathers the text under each heading that has an address. Evidence in
// notes stands with its claim, too.
function read() {
	const places = [];
	const begin = (id, title) => places.push({id, title: title.trim(), text: ""});
	const accept = node => node.nodeType == 1 && node.matches(skipped) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT;
	for (const page of document.querySelectorAll(".page")) {
		begin(page.id, plain(page.querySelector(".title")));
		const walker = document.createTreeWalker(page, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT, accept);
		while (walker.nextNode()) {
			const node = walker.currentNode, place = places.at(-1);
			if (node.nodeType == 3) place.text += node.data;
			else if (node.id && node.matches("h2, h3, h4")) begin(node.id, plain(node));
			else if (!node.matches(inline)) place.text += " ";
		}
	}
	for (const place of places) {
		place.text = place.text.replace(/\s+/g, " ").trim();
		place.folded = fold(place.title + " " + place.text);
	}
	return places;
}

function plain(heading) {
	const copy = heading.cloneNode(true);
	copy.querySelectorAll(skipped).forEach(part => part.remove());
	return copy.textContent;
}

let places;
function find() {
	const words = fold(input.value).split(/\s+/).filter(Boolean);
	output.replaceChildren();
	if (!words.some(word => word.length > 1)) return;
	places ??= read();
	const named = place => words.every(word => fold(place.title).includes(word));
	const all = places.filter(place => words.every(word => place.folded.includes(word)));
	const found = [...all.filter(named), ...all.filter(place => !named(place))];
	const count = document.createElement("p"), list = document.createElement("ol");
	count.textContent = output.dataset.count.replace("#", found.length);
	for (const place of found.slice(0, most)) {
		const item = document.createElement("li"), link = document.createElement("a");
		link.href = "#" + place.id;
		link.textContent = place.title;
		item.append(link, excerpt(place.text, words));
		list.append(item);
	}
	output.append(count, list);
}

// excerpt is what stands around the first word that is found.
function excerpt(text, words) {
	const folded = fold(text); // as long as the text, in the languages that fold letter by letter
	const at = Math.min(...words.map(word => folded.indexOf(word)).filter(at => at >= 0), text.length);
	const from = at > 60 ? text.lastIndexOf(" ", at - 60) + 1 : 0;
	return (from ? "… " : "") + text.slice(from, from + 160).trim() + (text.length > from + 160 ? " …" : "");
}

const clear = () => output.replaceChildren();
template.replaceWith(form);
form.addEventListener("input", find);
form.addEventListener("submit", event => event.preventDefault());
form.addEventListener("keydown", event => {
	if (event.key == "Escape") input.value = "", clear();
});
output.addEventListener("click", event => event.target.closest("a") && clear());
if (input.value) find(); // a browser may have kept what was typed
