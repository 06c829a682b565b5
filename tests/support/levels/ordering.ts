/** Whether lists come out otherwise when nothing but hidden values is otherwise. */
import type { Row } from '../../../server/src/platform/strapi';
import { change, publish, stored } from './documents';
import type { OpenModule } from './ledger';
import { listQueries } from './reading';
import { isListable, isShown, levelOf } from './settings';
import type { Stage, Visitor } from './stage';

type Listed = Record<string, unknown>[];

/** The pages of a module by every sort that the time of a change does not decide. */
async function lists(visitor: Visitor, module: OpenModule): Promise<Map<string, unknown>> {
  const found = new Map<string, unknown>();
  for (const query of listQueries(module).filter((one) => !/updatedAt|state/u.test(one) && one.includes('sort='))) {
    const { status, body } = await visitor.ask('get', `/modules/${module.id}/records?${query}`);
    const rows = ((body.data?.rows ?? []) as Listed).map(({ updatedAt: _, ...row }) => row);
    found.set(query, { status, total: body.data?.total as number | undefined, rows });
  }
  return found;
}

/** Gives each document's hidden values to the next one, with all else as it is; how many lists were compared. */
export async function turnHidden(stage: Stage, module: OpenModule): Promise<number> {
  const { type, settings } = module;
  const visitors = stage.visitors.filter(({ reader }) => stage.ledger.isOpen(reader, type));
  // Unique values cannot be had twice on the way, and other languages have values of their own.
  const hidden = type.plans.filter(
    (plan) => isListable(plan) && plan.kind !== 'uid' && !plan.schema.unique && !isShown(levelOf(plan, settings)),
  );
  if (visitors.length === 0 || hidden.length === 0 || type.localized) return 0;
  const before = await Promise.all(visitors.map((visitor) => lists(visitor, module)));
  const rows = (await stage.strapi.db
    .query(type.uid)
    .findMany({ where: { publishedAt: { $notNull: true } }, orderBy: { id: 'asc' } })) as Row[];
  // In the order of their rows, so that those which are equal stay in their order.
  const held = rows.flatMap(({ documentId }) => stage.of(type).find(({ document }) => document === documentId) ?? []);
  const values: Record<string, unknown>[] = [];
  for (const one of held) values.push((await stored(stage.strapi, one)).find(({ published }) => published)?.values ?? {});
  for (const [index, one] of held.entries()) {
    const next = values[(index + 1) % held.length] ?? {};
    await change(stage.strapi, one, Object.fromEntries(hidden.map(({ name }) => [name, next[name]])));
    await publish(stage.strapi, one);
  }
  let compared = 0;
  for (const [index, visitor] of visitors.entries()) {
    for (const [query, after] of await lists(visitor, module)) {
      compared += 1;
      const was = before[index]?.get(query);
      if (JSON.stringify(was) !== JSON.stringify(after))
        stage.note(`${visitor.reader.name} sees hidden values in ${query}: ${JSON.stringify(was)} became ${JSON.stringify(after)}`);
    }
  }
  return compared;
}
