import type { EditRequest } from "../../engine/grid/model";

// closing is a request that also takes the editor off the page.
export function closing(request: EditRequest, done: () => void): EditRequest {
	return {
		...request,
		get initialText() {
			return request.initialText;
		},
		commit: (value, move, why) => {
			request.commit(value, move, why);
			done();
		},
		commitAll: (value) => {
			request.commitAll?.(value);
			done();
		},
		...(request.keep ? { keep: keeping(request, done) } : {}),
		cancel: () => {
			request.cancel();
			done();
		},
	};
}

function keeping(request: EditRequest, done: () => void) {
	return (text: string, why: string) => {
		request.keep?.(text, why);
		done();
	};
}
