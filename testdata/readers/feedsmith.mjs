// Prints what feedsmith finds. Argument: address.
const { parseFeed } = await import(process.cwd() + "/node_modules/feedsmith/dist/index.mjs");
const { format, feed } = parseFeed(await (await fetch(process.argv[2])).text());
const items = format === "atom" ? feed.entries : feed.items;
console.log(JSON.stringify(items.map(item => ({
  id: item.guid?.value ?? item.id, title: item.title?.value ?? item.title ?? "",
  text: item.content?.encoded ?? item.content?.value ?? item.content_html ?? item.content_text ?? item.description ?? "",
}))));
