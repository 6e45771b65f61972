// For a page with embeds that has no script of its own for them: gives each
// frame from here its height.
(() => {
	const here = new URL(".", document.currentScript.src).href.replace("/embed/", "/");
	addEventListener("message", ({ source, data }) => {
		const height = Object.values(data?.["datawrapper-height"] ?? {})[0];
		if (!(height > 0)) return;
		for (const frame of document.getElementsByTagName("iframe")) {
			if (frame.contentWindow === source && frame.src.startsWith(here)) frame.style.height = height + "px";
		}
	});
})();
