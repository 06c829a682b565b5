/** The dearest files first, so that none runs alone at the end while the other worker has nothing to do. */
const path = require('node:path');
const { default: Sequencer } = require('@jest/test-sequencer');
const budgets = require('../budgets.json');

const root = path.resolve(__dirname, '../..');
const budgetOf = ({ path: file }) => budgets.files[path.relative(root, file).split(path.sep).join('/')] ?? 0;

class DearestFirst extends Sequencer {
  /** What has no budget of its own stays in jest's order: what took longest the last time, else what is largest. */
  async sort(tests) {
    return (await super.sort(tests)).sort((a, b) => budgetOf(b) - budgetOf(a));
  }
}

module.exports = DearestFirst;
