import type { ReactNode } from "react";
import { Tabs as AriaTabs, Tab, TabList, TabPanel } from "react-aria-components";
import styles from "./tabs.module.css";

export type TabEntry = { id: string; name: string; count?: number; content: ReactNode };

type Props = { label: string; tabs: TabEntry[]; value: string; onChange: (id: string) => void };

// Tabs are places of which one is seen. Where they do not fit, the chosen one is brought
// into view.
export function Tabs({ label, tabs, value, onChange }: Props) {
	return (
		<AriaTabs selectedKey={value} onSelectionChange={(key) => onChange(String(key))} className={styles.tabs ?? ""}>
			<TabList aria-label={label} className={styles.list ?? ""}>
				{tabs.map((tab) => (
					<Tab key={tab.id} id={tab.id} ref={tab.id === value ? reveal : null} className={styles.tab ?? ""}>
						{tab.name}
						{tab.count !== undefined && <span className={styles.count}>{tab.count}</span>}
					</Tab>
				))}
			</TabList>
			{tabs.map((tab) => (
				<TabPanel key={tab.id} id={tab.id} className={styles.panel ?? ""}>
					{tab.content}
				</TabPanel>
			))}
		</AriaTabs>
	);
}

// reveal scrolls a list of tabs to one of them, and nothing else of the page.
function reveal(tab: HTMLElement | null) {
	const list = tab?.closest('[role="tablist"]');
	if (!tab || !list) return;
	const [all, one] = [list.getBoundingClientRect(), tab.getBoundingClientRect()];
	list.scrollLeft += one.left + one.width / 2 - all.left - all.width / 2;
}
