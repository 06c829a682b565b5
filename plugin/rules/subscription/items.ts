/** Items of a subscription: made from the catalogue, and put together anew by a change. Pure. */
import { addonOf, planOf, type Addon, type Catalogue, type Plan, type Quantities } from './catalogue';
import type { Refusal } from './commands';
import { planItem, type Item, type Subscription } from './state';
import { refuse } from './step';
import { isSameEvery, type Every } from './terms';

export const itemOfPlan = ({ key, name, price, tax, prorated }: Plan, quantity: number): Item => ({
  kind: 'plan',
  key,
  name,
  recurring: true,
  price,
  quantity,
  tax,
  prorated,
  off: null,
  paid: 0,
  whole: false,
  invoiced: 0,
});

/** Null where it has no price for terms of this length. */
export function itemOfAddon(addon: Addon, quantity: number, every: Every): Item | null {
  const { key, name, recurring, tax, prorated } = addon;
  const price = addon.recurring ? addon.prices.find((one) => isSameEvery(one.every, every))?.price : addon.price;
  if (price === undefined) return null;
  return { kind: 'addon', key, name, recurring, price, quantity, tax, prorated, off: null, paid: 0, whole: false, invoiced: 0 };
}

export const isWithin = (quantity: number, { least, most }: Quantities): boolean =>
  Number.isSafeInteger(quantity) && quantity >= Math.max(1, least) && quantity <= most;

const goesWith = ({ plans }: Addon, plan: string): boolean => plans === null || plans.includes(plan);

/** What shall be: of what is absent or null, what is there. */
export interface Wanted {
  plan: Item | null;
  every: Every | null;
  quantity: number | null;
  /** `to`: what is to be added. Quantity 0: it goes. */
  addons: readonly { key: string; to: Item | null; quantity: number | null }[];
}

export interface Assembled {
  items: Item[];
  every: Every;
}

/** An addon beside a plan that may be another one with terms of another length, where its price is that length's. */
function fitted(item: Item, plan: string, every: Every, from: Subscription, catalogue: Catalogue): Item | null {
  const addon = addonOf(catalogue, item.key);
  if (addon && plan !== planItem(from).key && !goesWith(addon, plan)) return null;
  if (!item.recurring || isSameEvery(every, from.every)) return item;
  const priced = addon && itemOfAddon(addon, item.quantity, every);
  return priced && { ...item, price: priced.price, tax: priced.tax };
}

function addonsOf(from: Subscription, wanted: Wanted): Item[] | Refusal {
  const addons = new Map(from.items.slice(1).map((item) => [item.key, item]));
  for (const { key, to, quantity } of wanted.addons) {
    const present = addons.get(key);
    const base = present ?? to;
    // Scheduled for something that went meanwhile.
    if (base === null) continue;
    const many = quantity ?? base.quantity;
    if (!base.recurring && many < (present?.invoiced ?? 0)) return refuse('already-invoiced');
    if (many === 0) addons.delete(key);
    else addons.set(key, { ...base, quantity: many });
  }
  return [...addons.values()];
}

/** A subscription's items as wanted, where they go together; quantities within the catalogue's bounds where they change. */
export function assemble(from: Subscription, wanted: Wanted, catalogue: Catalogue): Assembled | Refusal {
  const present = planItem(from);
  const every = wanted.every ?? from.every;
  const plan = { ...(wanted.plan ?? present), quantity: wanted.quantity ?? present.quantity };
  const addons = addonsOf(from, wanted);
  if ('refused' in addons) return addons;
  const items: Item[] = [plan];
  for (const each of addons) {
    const item = fitted(each, plan.key, every, from, catalogue);
    if (item === null) return refuse('addon-does-not-fit');
    items.push(item);
  }
  for (const item of items) {
    const before = from.items.find(({ key }) => key === item.key);
    const bounds = (item.kind === 'plan' ? planOf(catalogue, item.key) : addonOf(catalogue, item.key))?.quantity;
    if (item.quantity !== before?.quantity && bounds && !isWithin(item.quantity, bounds)) return refuse('quantity-out-of-bounds');
  }
  return { items, every };
}
