// Prints what rss-parser finds. Argument: address.
const Parser = require(process.cwd() + "/node_modules/rss-parser");
new Parser().parseURL(process.argv[2]).then(feed => console.log(JSON.stringify(feed.items.map(item => (
  { id: item.guid || item.id, title: item.title || "", text: item["content:encoded"] || item.content || "" })))));
