// Asks oEmbed clients for what some pages offer. Arguments: the folder that
// npm installed the four packages below in, and addresses.
// Prints, for each client and address, the title, the address of the frame and
// its height, or the error.
import { createRequire } from "node:module";
const require = createRequire(import.meta.url);
const [modules, ...addresses] = process.argv.slice(2);

const html = text => ({
	frame: /<iframe[^>]+src="([^"]+)"/.exec(text)?.[1] ?? "",
	quotation: text.startsWith("<blockquote"),
});
const clients = {
	"oembed-extractor": async address => {
		const { extract } = require(modules + "/@extractus/oembed-extractor");
		const r = await extract(address);
		return { title: r.title, height: r.height, ...html(r.html) };
	},
	"unfurl.js": async address => {
		const { unfurl } = require(modules + "/unfurl.js");
		const r = (await unfurl(address)).oEmbed;
		return { title: r.title, height: +r.height, ...html(r.html) };
	},
	"metascraper-iframe": async address => {
		const metascraper = require(modules + "/metascraper")([require(modules + "/metascraper-iframe")()]);
		const page = await (await fetch(address)).text();
		const r = await metascraper({ url: address, html: page });
		return { title: "", height: 0, ...html(r.iframe) };
	},
};
const found = [];
for (const client in clients) {
	for (const address of addresses) {
		try {
			found.push({ client, address, ...await clients[client](address) });
		} catch (error) {
			found.push({ client, address, error: String(error) });
		}
	}
}
console.log(JSON.stringify(found));
