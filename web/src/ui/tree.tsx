import type { ReactNode } from "react";
import { Tree as AriaTree, Button, Collection, TreeItem, TreeItemContent } from "react-aria-components";
import { useT } from "../i18n/use-lang";
import { Icon } from "./icon";
import styles from "./tree.module.css";

export type TreeNode = { id: string; name: string; detail?: ReactNode; children: TreeNode[] };

type Props = {
	label: string;
	nodes: TreeNode[];
	selected: string | null;
	onSelect: (id: string) => void;
	// expanded: the nodes shown open
	expanded: Set<string>;
	onExpand: (ids: Set<string>) => void;
};

export function Tree({ label, nodes, selected, onSelect, expanded, onExpand }: Props) {
	return (
		<AriaTree
			aria-label={label}
			items={nodes}
			selectionMode="single"
			selectionBehavior="replace"
			selectedKeys={selected ? [selected] : []}
			onSelectionChange={(ids) => {
				const first = ids === "all" ? undefined : [...ids][0];
				if (first !== undefined) onSelect(String(first));
			}}
			expandedKeys={expanded}
			onExpandedChange={(ids) => onExpand(new Set([...ids].map(String)))}
			className={styles.tree ?? ""}
		>
			{(node) => <Node node={node} />}
		</AriaTree>
	);
}

function Node({ node }: { node: TreeNode }) {
	const t = useT();
	return (
		<TreeItem id={node.id} textValue={node.name} className={styles.item ?? ""}>
			<TreeItemContent>
				{({ level, hasChildItems, isExpanded }) => (
					<div className={styles.line} style={{ paddingInlineStart: (level - 1) * 20 + 8 }}>
						{hasChildItems ? (
							<Button
								slot="chevron"
								className={styles.chevron ?? ""}
								aria-label={t(isExpanded ? "tree.close" : "tree.open")}
							>
								<Icon name={isExpanded ? "chevron-down" : "chevron-right"} size={14} />
							</Button>
						) : (
							<span className={styles.chevron} />
						)}
						<span className={styles.name}>{node.name}</span>
						{node.detail && <span className={styles.detail}>{node.detail}</span>}
					</div>
				)}
			</TreeItemContent>
			<Collection items={node.children}>{(child) => <Node node={child} />}</Collection>
		</TreeItem>
	);
}
