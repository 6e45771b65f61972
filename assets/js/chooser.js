// Copies the codes, sets the options in them and in the previews, gives the
// previews their height, and offers each claim like what is offered without.
const parts = document.querySelector("#controls").content;
const choices = document.querySelector(".choices");
const first = choices.querySelector(".choice");
const options = parts.querySelector("form");
choices.before(options);

const query = () => {
	const set = [];
	if (options.theme.value) set.push("theme=" + options.theme.value);
	if (options.open.checked) set.push("open");
	return set.length ? "?" + set.join("&") : "";
};

// Addresses of embeds, in codes and previews, with the options behind them.
const embeds = /(\/embed\/[^"?]+\/|^[^"?]+\/index\.html)(\?[^"]*)?(?="?$)/;
function apply(root = choices) {
	for (const text of root.querySelectorAll("code .s")) text.textContent = text.textContent.replace(embeds, "$1" + query());
	for (const frame of root.querySelectorAll("iframe")) frame.src = frame.getAttribute("src").replace(embeds, "$1" + query());
}
options.addEventListener("change", () => apply());

function addButtons(root) {
	for (const code of root.querySelectorAll("pre")) {
		const button = parts.querySelector("button").cloneNode(true), says = button.textContent;
		button.addEventListener("click", async () => {
			try {
				await navigator.clipboard.writeText(code.textContent.trim());
			} catch { // not allowed, as from a file in some browsers
				getSelection().selectAllChildren(code);
				if (!document.execCommand("copy")) return;
			}
			button.textContent = button.dataset.done;
			setTimeout(() => button.textContent = says, 2000);
		});
		code.after(button);
	}
}

// What a preview says of its height becomes the height of its frame, and for
// a claim that was chosen, of the frame in its codes.
addEventListener("message", ({source, data}) => {
	const height = data?.["datawrapper-height"] && Object.values(data["datawrapper-height"])[0];
	if (!height) return;
	for (const frame of choices.querySelectorAll("iframe")) {
		if (frame.contentWindow !== source) continue;
		frame.style.height = height + "px";
		const chosen = frame.closest("[data-chosen]");
		if (chosen && !options.open.checked) measured(chosen, frame.closest(".phone") ? "narrow" : "wide", height);
	}
});

function measured(choice, which, height) {
	// Fonts differ: some room.
	choice.dataset[which] = Math.ceil(height * 1.1);
	const {narrow, wide} = choice.dataset;
	if (!narrow || !wide) return;
	const slope = Math.max(0, Math.floor((narrow - wide) / 3.2));
	for (const text of choice.querySelectorAll("code .s")) {
		text.textContent = text.textContent.replace(/^"\d+"$/, `"${narrow}"`)
			.replace(/clamp\(.*\)/, `clamp(${Math.min(wide, narrow)}px,${+narrow + Math.ceil(3.2 * slope)}px - ${slope}vw,${narrow}px)`);
	}
}

// A claim or disagreement is offered as the first choice is, with its own
// address, and with the title that its preview has where that can be read.
function choose(path) {
	const was = first.querySelector("div").id, choice = first.cloneNode(true);
	choice.dataset.chosen = path;
	choice.open = true;
	choice.querySelector("div").id = path;
	choice.querySelector("summary small").remove();
	choice.querySelector(".pinned")?.remove(); // another's hash
	for (const link of choice.querySelectorAll("a")) {
		const paragraph = link.closest("p");
		paragraph.previousElementSibling.remove();
		paragraph.remove(); // plain text is of sections
	}
	for (const text of choice.querySelectorAll("code .s, code:not(:has(.s))")) {
		text.textContent = text.textContent.replace(`/${was}/`, `/${path}/`);
	}
	const codes = [...choice.querySelectorAll("pre")];
	if (!path.startsWith("claims/")) for (const part of [codes.at(-1).parentElement, ...before(codes.at(-1).parentElement, 2)]) part.remove(); // has no page of its own
	const name = title => {
		choice.querySelector("summary span").textContent = title;
		for (const key of choice.querySelectorAll("code .na")) {
			if (key.textContent === "title") key.nextElementSibling.nextElementSibling.textContent = `"${title.replaceAll("&", "&amp;").replaceAll('"', "&#34;")}"`;
		}
	};
	name(path.split("/")[1]);
	for (const frame of choice.querySelectorAll("iframe")) {
		frame.removeAttribute("style");
		frame.addEventListener("load", () => {
			const title = frame.contentDocument?.title;
			if (title) name(title);
		});
		frame.src = path + "/index.html";
	}
	first.open = false;
	choices.prepend(choice);
}

function before(element, count) {
	const list = [];
	for (let e = element.previousElementSibling; list.length < count; e = e.previousElementSibling) list.push(e);
	return list;
}

const named = /^\?((?:claims|disagreements)\/[a-z0-9-]+)$/.exec(location.search);
if (named) choose(named[1]);
addButtons(choices);
