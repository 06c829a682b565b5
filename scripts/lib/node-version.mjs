/** Ends the process with a plain sentence when Node is too old or too new for Strapi and the plugin. */
export function requireNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  const good = (major > 20 || (major === 20 && minor >= 19)) && major <= 26;
  if (good) return;
  console.error(`Node ${process.versions.node} cannot run this: Node 20.19 or newer, up to 26, is needed.`);
  process.exit(1);
}
