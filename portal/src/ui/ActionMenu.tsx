import { useLayoutEffect, useRef, useState, type ReactNode } from 'react';
import { Button } from 'react-aria-components/Button';
import { I18nProvider } from 'react-aria-components/I18nProvider';
import { Menu, MenuItem, MenuTrigger, MenuSection } from 'react-aria-components/Menu';
import { Header } from 'react-aria-components/Header';
import { Popover } from 'react-aria-components/Popover';
import { useLanguage } from '../language/LanguageProvider';
import { Icon } from './Icon';
import css from './overlays.module.css';

export interface MenuAction {
  id: string;
  label: string;
  detail?: string;
  /** BCP 47 tag where the label is in another language than the page. */
  lang?: string;
  run: () => void;
}

export interface MenuGroup {
  id: string;
  /** Shown above the group. */
  title?: string;
  /** Id of the entry that is in force: the group is then a choice of one. */
  chosen?: string;
  actions: readonly MenuAction[];
}

export interface ActionMenuProps {
  /** Names the menu; the button is named by what it shows. */
  label: string;
  className?: string;
  trigger: ReactNode;
  groups: readonly MenuGroup[];
}

/** A button that opens a menu. Imported lazily by LazyMenu: it brings react-aria's collections along. */
export default function ActionMenu({ label, className, trigger, groups }: ActionMenuProps) {
  const { language } = useLanguage();
  const button = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState(false);
  // This button takes the place of the one that was pressed. It has to have the focus before the
  // menu opens: that is where the focus goes back to when the menu closes.
  useLayoutEffect(() => {
    button.current?.focus();
    setOpen(true);
  }, []);
  const actions = new Map(groups.flatMap((group) => group.actions.map((action) => [action.id, action] as const)));
  return (
    <I18nProvider locale={language}>
      <MenuTrigger isOpen={open} onOpenChange={setOpen}>
        <Button ref={button} className={className}>
          {trigger}
        </Button>
        <Popover className={css.popover} placement="bottom start" offset={4}>
          <Menu className={css.menu} aria-label={label} onAction={(id) => actions.get(String(id))?.run()}>
            {groups.map(({ id, title, chosen, actions: entries }) => (
              <MenuSection
                key={id}
                className={css.section}
                aria-label={title ? undefined : label}
                selectionMode={chosen === undefined ? 'none' : 'single'}
                selectedKeys={chosen === undefined ? [] : [chosen]}
                disallowEmptySelection={chosen !== undefined}
              >
                {title && <Header className={css.sectionTitle}>{title}</Header>}
                {entries.map((action) => (
                  <MenuItem key={action.id} id={action.id} className={css.item} textValue={action.label}>
                    <span className={css.itemText} lang={action.lang}>
                      {action.label}
                      {action.detail && <span className="small">{action.detail}</span>}
                    </span>
                    {action.id === chosen && <Icon name="check" />}
                  </MenuItem>
                ))}
              </MenuSection>
            ))}
          </Menu>
        </Popover>
      </MenuTrigger>
    </I18nProvider>
  );
}
