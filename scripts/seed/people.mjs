import { createRandom } from './random.mjs';
import { countries } from './places.mjs';

/**
 * @typedef {import('./random.mjs').Random} Random
 * @typedef {import('./places.mjs').Country} Country
 * @typedef {{firstName: string, lastName: string, email: string, phone: string, jobTitle: string | null, language: string | null}} Contact
 * @typedef {{data: Record<string, unknown>, contacts: Contact[], access: boolean}} Customer
 */

const jobTitles = ['Purchasing', 'Accounts', 'Managing director', 'Site manager', 'Office', 'Warehouse'];
const industries = ['construction', 'education', 'food', 'health', 'logistics', 'manufacturing', 'retail', 'services'];
const times = ['08:00:00.000', '09:30:00.000', '11:00:00.000', '14:00:00.000', '16:30:00.000'];
const deliveryNotes = [
  'Ring twice, the bell is quiet.',
  'Goods entrance is behind the building.\nPallets only until 14:00.',
  'Leave parcels with the neighbour at number 12.',
  'The gate is 2.40 m high: no large lorries.',
];

const others = { ß: 'ss', ø: 'o', ł: 'l', ı: 'i', đ: 'd', æ: 'ae' };
const greek = Object.fromEntries(
  'α a β v γ g δ d ε e ζ z η i θ th ι i κ k λ l μ m ν n ξ x ο o π p ρ r σ s ς s τ t υ y φ f χ ch ψ ps ω o'
    .split(' ')
    .reduce((pairs, _, index, all) => (index % 2 ? pairs : [...pairs, [all[index], all[index + 1]]]), /** @type {string[][]} */ ([])),
);

/** What remains of a name in a mail address. @param {string} name */
export const slug = (name) =>
  name
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[ßøłıđæ]|\p{Script=Greek}/gu, (letter) => others[/** @type {keyof typeof others} */ (letter)] ?? greek[letter] ?? '')
    .replace(/[^a-z0-9]+/gu, '-')
    .replace(/^-+|-+$/gu, '');

/** Endings that say a company's legal form, which no mail domain carries. */
const legalForm = /\s+(GmbH|KG|AB|SARL|SAS|B\.V\.|sp\. ?z o\.o\.|sp\.k\.|S\.r\.l\.|S\.p\.A\.|Ltd|LLP|Lda|Ε\.Π\.Ε\.)$/u;

/**
 * A mail domain of the company's own; below `.example`, which no real company can have.
 *
 * @param {string} name
 * @param {Country} country
 * @param {Set<string>} taken
 */
function domainOf(name, country, taken) {
  const base = slug(name.replace(legalForm, ''));
  for (let number = 1; ; number += 1) {
    const domain = `${base}${number > 1 ? `-${number}` : ''}.${country.domain}.example`;
    if (taken.has(domain)) continue;
    taken.add(domain);
    return domain;
  }
}

/** @param {Random} random @param {string} pattern */
const fill = (random, pattern) => pattern.replace(/#/gu, () => random.digits(1));

/**
 * @param {Random} random
 * @param {Country} country
 * @param {string} domain
 * @param {Set<string>} taken mail addresses, domains and names given out so far
 * @param {boolean} company
 * @returns {Contact}
 */
function contactOf(random, country, domain, taken, company) {
  for (;;) {
    const firstName = random.pick(country.first);
    const lastName = random.pick(country.last);
    const email = `${slug(firstName)}.${slug(lastName)}@${domain}`;
    if (taken.has(email)) continue;
    taken.add(email);
    const jobTitle = company && random.chance(70) ? random.pick(jobTitles) : null;
    const language = country.language ?? (random.chance(50) ? 'en' : null);
    return { firstName, lastName, email, phone: fill(random, country.phone), jobTitle, language };
  }
}

/**
 * A name that no other customer has; where the combinations run out, the town sets companies apart.
 *
 * @param {Random} random
 * @param {Country} country
 * @param {string} city
 * @param {boolean} company
 * @param {Set<string>} taken
 */
function nameOf(random, country, city, company, taken) {
  for (let attempt = 0; ; attempt += 1) {
    const surname = random.pick(country.last);
    const plain = company ? random.pick(country.companies).replace('%', surname) : `${random.pick(country.first)} ${surname}`;
    const name = attempt > 3 ? `${plain} ${company ? city : `(${city})`}` : plain;
    if (taken.has(name)) continue;
    taken.add(name);
    return name;
  }
}

/**
 * One customer with its contacts.
 *
 * @param {Random} random
 * @param {number} index
 * @param {Set<string>} taken
 * @returns {Customer}
 */
function customerOf(random, index, taken) {
  const country = random.pick(countries);
  const vendor = random.chance(22);
  const company = vendor || random.chance(78);
  const [postcode, city, region] = random.pick(country.cities);
  const name = nameOf(random, country, city, company, taken);
  const domain = company ? domainOf(name, country, taken) : `mail.${country.domain}.example`;
  const contacts = Array.from({ length: company ? random.pick([1, 1, 2, 2, 3]) : 1 }, () =>
    contactOf(random, country, domain, taken, company),
  );
  const data = {
    name,
    kind: vendor ? 'vendor' : 'customer',
    customerNumber: `${vendor ? 'V' : 'C'}-${String(10_000 + index)}`,
    email: company ? `info@${domain}` : contacts[0].email,
    phone: fill(random, country.phone),
    website: company && random.chance(60) ? `https://www.${domain}` : null,
    taxNumber: company ? fill(random, country.tax) : null,
    addressLine1: random.pick(country.streets).replace('%', String(random.integer(1, 140))),
    addressLine2: random.chance(15) ? `Floor ${random.integer(1, 6)}` : null,
    postcode,
    city,
    region,
    country: country.name,
    industry: company ? random.pick(industries) : null,
    preferredContactTime: random.chance(40) ? random.pick(times) : null,
    newsletter: random.chance(45),
    deliveryNotes: random.chance(30) ? random.pick(deliveryNotes) : null,
    foundedOn: company
      ? `${random.integer(1921, 2024)}-${String(random.integer(1, 12)).padStart(2, '0')}-${String(random.integer(1, 28)).padStart(2, '0')}`
      : null,
    employees: company ? random.pick([1, 2, 3, 5, 8, 12, 19, 34, 55, 140, 420]) : null,
  };
  return { data, contacts, access: random.chance(70) };
}

/**
 * Customers and vendors with their contacts, the same at every call.
 *
 * @param {number} count
 * @returns {Customer[]}
 */
export function inventCustomers(count) {
  const random = createRandom(20_261_005);
  /** @type {Set<string>} */
  const taken = new Set();
  const customers = Array.from({ length: count }, (_, index) => customerOf(random, index + 1, taken));
  // Some people act for a second customer: a bookkeeper, an owner of two companies.
  for (let index = 7; index < customers.length; index += 17) {
    customers[index].contacts.push(customers[index - 5].contacts[0]);
  }
  return customers;
}
