// Filters the list of claims as one types or chooses. What a claim is and who
// reports it is read off the page; the form waits there in a template.
const template = document.querySelector("#filter");
const form = template.content.firstElementChild;
const [words, state, source] = form.elements;
const output = form.querySelector("output");
const fold = text => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

const claims = [...document.querySelectorAll(".claims > li")].map(item => {
	const carries = [...item.querySelectorAll(".m")].map(mark => !mark.classList.contains("silent"));
	const states = [...item.querySelector(".claim").classList];
	if (item.querySelector(".marks b")) states.push("differ");
	if (carries.filter(Boolean).length == 1) states.push("alone");
	return {item, text: fold(item.textContent), states, carries};
});

function filter() {
	const wanted = fold(words.value).split(/\s+/);
	let count = 0;
	for (const {item, text, states, carries} of claims) {
		const shown = wanted.every(word => text.includes(word))
			&& (!state.value || states.includes(state.value))
			&& (!source.value || carries[source.value]);
		item.hidden = !shown;
		count += shown;
	}
	for (const list of document.querySelectorAll("ul.claims"))
		list.parentElement.hidden = !list.querySelector("li:not([hidden])");
	output.textContent = count < claims.length ? output.dataset.count.replace("#", count) : "";
}

template.replaceWith(form);
form.addEventListener("input", filter);
form.addEventListener("submit", event => event.preventDefault());
filter(); // a browser may have kept what was typed
