// Added by `build serve` to the pages that it shows; not part of the site.
// Reloads a page that has become another, and shows what is wrong with the
// site over it. The shadow keeps the page's styles out, and a constructed
// sheet works under a page's own content security policy.
(() => {
  const css = `
    details { position: fixed; z-index: 2147483647; inset-inline: 0; inset-block-end: 0; max-block-size: 60vh; overflow: auto;
      font: 16px/1.5 system-ui, sans-serif; color: #fff; background: #4a0d0d; border-block-start: 4px solid #ff8a80; }
    details.warning { inset-inline-start: auto; background: #3d3000; border-color: #ffd54f; }
    summary { padding: .5rem 1rem; font-weight: bold; cursor: pointer; position: sticky; inset-block-start: 0; background: inherit; }
    ol { margin: 0; padding: 0 1rem 1rem 3rem; }
    p { margin: .25rem 0; overflow-wrap: anywhere; }
    ol + p { padding: 0 1rem 1rem; }
    code { font: 600 .95em ui-monospace, monospace; }
    .more { padding-inline-start: 1.5rem; color: #ffe0dc; }
    .error b { color: #ff8a80; } .warning b { color: #ffd54f; }
    @media print { details { display: none } }`;
  const page = encodeURIComponent(location.pathname);
  const source = new EventSource(`/_serve/events?page=${page}&is=${document.currentScript.dataset.is}`);
  source.addEventListener("reload", () => location.reload());
  if (parent !== self) return; // in a frame: its parent shows it
  // A page with a script lets no string become markup but through a policy.
  const made = self.trustedTypes?.createPolicy("serve", { createHTML: (html) => html }) ?? { createHTML: (html) => html };
  let host;
  source.addEventListener("overlay", (event) => {
    const html = JSON.parse(event.data); // escaped by the server
    host?.remove();
    host = undefined;
    if (!html) return;
    host = document.createElement("div");
    const shadow = host.attachShadow({ mode: "open" });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    shadow.adoptedStyleSheets = [sheet];
    shadow.innerHTML = made.createHTML(html);
    document.documentElement.append(host);
  });
})();
