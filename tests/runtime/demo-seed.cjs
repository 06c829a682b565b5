/** Node loads the demo's data: it is ES modules, which jest's own loader cannot import. */
exports.loadSeed = () => import('../../scripts/seed/index.mjs');
