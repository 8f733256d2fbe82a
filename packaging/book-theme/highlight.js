// No colours in code: highlight.js is half of what a page of this book would load, and these are commands and settings.
window.hljs = { configure() {}, highlightBlock() {}, highlightElement() {} };
