import { useRouter } from "@tanstack/react-router";
import type { AnchorHTMLAttributes, MouseEvent } from "react";

export type AnchorProps = Omit<AnchorHTMLAttributes<HTMLAnchorElement>, "href" | "onClick"> & {
	// href: absent where one already is
	href?: string;
	onPress?: () => void;
};

// Anchor is the browser's own link; within the application it goes there without
// loading the page anew. Another tab, a download or another host are the browser's.
export function Anchor({ href, onPress, ...rest }: AnchorProps) {
	const router = useRouter({ warn: false });
	const go = (e: MouseEvent<HTMLAnchorElement>) => {
		e.stopPropagation();
		onPress?.();
		if (!router || !href || e.defaultPrevented || e.button !== 0 || e.metaKey || e.ctrlKey || e.shiftKey || e.altKey)
			return;
		const { target, download, origin } = e.currentTarget;
		if ((target && target !== "_self") || download || origin !== location.origin || href.startsWith("/api/")) return;
		e.preventDefault();
		void router.navigate({ href });
	};
	return <a {...rest} href={href} onClick={go} />;
}
