// Tells the page around an embed how high it is, in the form that the page
// asks for, or where it asks for none, in those that need no asking.
// docs/embedding.md has each form and where it is from. Nothing but the height
// is told, and the width where a form has one.
(() => {
	const root = document.documentElement, options = new URLSearchParams(location.search);
	const theme = options.get("theme");
	if (theme === "light" || theme === "dark") root.style.colorScheme = theme;
	addEventListener("DOMContentLoaded", () => {
		if (options.has("open")) for (const fold of document.querySelectorAll("main > details")) fold.open = true;
	});
	if (parent === self) return;

	const post = message => parent.postMessage(message, "*");
	const forms = {};
	const id = options.get("childId");
	if (id) forms.pym = height => `pymxPYMx${id}xPYMxheightxPYMx${height}`;
	let secret;
	const wordpress = given => {
		if (!/^\w{10}$/.test(given)) return;
		secret = given;
		forms.wordpress = value => ({ message: "height", value, secret });
	};
	wordpress(location.hash.split("secret=")[1]);
	// AMP refuses less.
	if (/\bamp=1/.test(location.hash)) forms.amp = height => ({ sentinel: "amp", type: "embed-size", height: Math.max(height, 100) });

	const send = event => {
		const box = root.getBoundingClientRect(), height = Math.ceil(box.height), width = Math.ceil(box.width);
		if (!height) return; // a hidden frame
		const asked = Object.values(forms);
		for (const form of asked) post(form(height, width, event));
		if (asked.length) return;
		post({ "datawrapper-height": { [location.pathname.split("/").at(-2)]: height } });
		post(JSON.stringify({ context: "iframe.resize", src: location.href, height }));
	};

	addEventListener("message", ({ source, data }) => {
		if (source !== parent || !data) return;
		if (data.type === "iframe-child-init" || data.type === "iframe-get-child-dimensions") {
			forms.open = (height, width) => ({ type: "iframe-resized", height, width });
			return send();
		}
		if (data.message === "ready") {
			wordpress(data.secret);
			return send();
		}
		if (typeof data !== "string" || data.length > 2000) return;
		const [, iframe] = data.split("[iFrameSizer]"), fields = iframe?.split(":");
		if (fields?.length > 9) {
			forms.resizer = (height, width, event = "resize") => `[iFrameSizer]${fields[0]}:${height}:${width}:${event}`;
			return send("init:0");
		}
		if (fields || data.startsWith("pymxPYMx")) send();
	});

	// WordPress lets a frame open no windows and follows its links itself.
	addEventListener("click", event => {
		const link = event.target.closest("a[href^='.']");
		if (!link || !secret) return;
		event.preventDefault();
		post({ message: "link", value: link.href, secret });
	});

	addEventListener("load", () => {
		send();
		new ResizeObserver(() => send()).observe(root);
	});
	addEventListener("resize", () => send());
	// A parent's script may come later than the frame.
	let left = 30;
	const late = setInterval(() => {
		if (!--left) clearInterval(late);
		if (innerHeight !== Math.ceil(root.getBoundingClientRect().height)) send();
	}, 1000);
})();
