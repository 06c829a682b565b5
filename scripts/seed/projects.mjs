/**
 * What the demo's organisation works on for its customer: projects by the hour and for a fixed cost, with time in every
 * state, some of which waits for the customer's word.
 *
 * @typedef {Record<string, unknown> & {id: number, documentId: string}} Row
 * @typedef {{
 *   create: (name: string, data: Record<string, unknown>) => Promise<Row>,
 *   own: any,
 *   party: object,
 * }} Given
 */

const DAY = 86_400_000;

/** The date a number of days ago. @param {number} days */
const ago = (days) => new Date(Date.now() - days * DAY).toISOString().slice(0, 10);

/** Days ago, hours, who and what; the last says what became of it. */
const ENTRIES = {
  showroom: [
    [34, 6, 'Lena Voss', 'Measured the showroom, and drew where machines and shelves go.', 'billed'],
    [31, 7.5, 'Lena Voss', 'Plan of the counter in two versions.', 'billed'],
    [24, 8, 'Tomasz Wilk', 'Took the old counter apart.', 'billed'],
    [13, 5.5, 'Tomasz Wilk', 'Fitted the counter and connected the espresso machine.', 'approved'],
    [12, 3, 'Lena Voss', 'Chose lamps with Nora, and ordered them.', 'approved'],
    [6, 9.5, 'Tomasz Wilk', 'Shelves along the back wall.', 'sent-back'],
    [4, 4, 'Lena Voss', 'Labels for the shelves, and a plan of what stands where.', 'waiting'],
    [3, 6.25, 'Tomasz Wilk', 'Hung the lamps.', 'waiting'],
    [2, 1.5, 'Lena Voss', 'Walked through with the electrician.', 'waiting'],
  ],
  training: [
    [48, 4, 'Kim Aalto', 'First day: grinding and tasting.', 'billed'],
    [41, 4, 'Kim Aalto', 'Second day: milk and cleaning.', 'billed'],
  ],
  service: [
    [20, 1.25, 'Tomasz Wilk', 'Yearly look at the coffee grinder: new burrs.', 'none'],
    [20, 0.5, 'Tomasz Wilk', 'Travel, not charged.', 'free'],
  ],
};

/** @param {Given} given */
export async function seedProjects({ create, own, party: given }) {
  const party = /** @type {{customer: {id: number}}} */ (given);
  const customer = party.customer.id;
  const projects = {
    showroom: await create('project', {
      name: 'New showroom in Hamngatan',
      customer,
      state: 'active',
      billing: 'hourly',
      description: 'Counter, shelves and light for the showroom on the ground floor.\nReady before the end of January.',
      currency: 'EUR',
      hourlyRate: 7800,
    }),
    training: await create('project', {
      name: 'Barista training',
      customer,
      state: 'completed',
      billing: 'fixed',
      description: 'Two half days for six people, with a certificate each.',
      currency: 'EUR',
      fixedCost: 129_000,
    }),
    service: await create('project', {
      name: 'Maintenance 2026',
      customer,
      state: 'on-hold',
      billing: 'hourly',
      description: 'Yearly service of machines and grinders. Goes on in spring.',
      currency: 'EUR',
      hourlyRate: 6900,
    }),
  };
  /** @type {{decision: 'approve' | 'send-back', id: string}[]} */
  const words = [];
  for (const [name, entries] of Object.entries(ENTRIES)) {
    const project = projects[/** @type {keyof typeof projects} */ (name)].id;
    for (const [days, hours, person, note, fate] of /** @type {[number, number, string, string, string][]} */ (entries)) {
      const asked = ['approved', 'sent-back', 'waiting'].includes(fate);
      const { documentId } = await create('time-entry', {
        project,
        date: ago(days),
        minutes: hours * 60,
        person,
        note,
        billable: fate !== 'free',
        billed: fate === 'billed',
        approval: asked ? 'waiting' : 'none',
      });
      if (fate === 'approved' || fate === 'sent-back')
        words.push({ decision: fate === 'approved' ? 'approve' : 'send-back', id: documentId });
    }
  }
  // The customer's own word, as its portal would say it.
  const client = { ip: '192.0.2.14', userAgent: 'Mozilla/5.0 (demo)' };
  const once = (/** @type {() => Promise<unknown>} */ work) => work();
  for (const decision of /** @type {const} */ (['approve', 'send-back'])) {
    const entries = words.filter((one) => one.decision === decision).map(({ id }) => ({ id, revision: 1 }));
    const reason = decision === 'approve' ? '' : 'We were there from nine to four: that makes seven hours.';
    await own.decide(party, { decision, reason, entries }, client, once);
  }
}
