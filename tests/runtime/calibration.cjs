/** A piece of work that is always the same, of what tests do most: objects, text, closures, promises. */
function work() {
  let sum = 0;
  const rows = Array.from({ length: 4000 }, (_, id) => ({ id, name: `row ${(id * 7919) % 4001}`, tags: [id, id * 2] }));
  for (let turn = 0; turn < 8; turn += 1) {
    const copy = JSON.parse(JSON.stringify(rows));
    copy.sort((a, b) => (a.name < b.name ? -1 : 1));
    for (const { name, tags } of copy) sum += name.replace(/\d+/u, (digits) => digits + tags.length).length;
  }
  return sum;
}

/** Seconds of CPU that `work` takes on the machine on which tests/budgets.json was written. */
const REFERENCE = 0.03;

const secondsOf = () => {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
};

let slowness;

/** How many times longer than the machine of the budgets this one takes: measured once a process, at its best. */
function slownessOfMachine() {
  slowness ??= Math.min(...[1, 2, 3, 4].map(secondsOf)) / REFERENCE;
  return slowness;
}

module.exports = { slownessOfMachine };
