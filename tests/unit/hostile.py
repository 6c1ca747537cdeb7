"""Texts that try to be more than text."""

from hypothesis import strategies as st

ATTACKS = (
    "\x1b[31mred\x1b[0m",
    "\x1b]8;;https://evil.example\x1b\\click\x1b]8;;\x1b\\",
    "\x1b]0;title\x07",
    "\x9b2J\x9d52;c;aGk=\x9c",
    "\x00\x08\x7f\r\rover",
    "\u202egnp.exe\u202c \u2066x\u2069",
    "[bold]b[/bold] [link=https://evil.example]l[/link] [/]",
    "**b** __u__ ~~s~~ `c` ```\ncode\n```",
    "[label](https://evil.example) ![i](https://evil.example/i.png) <https://evil.example>",
    "<script>alert(1)</script> <!-- --> &lt;b&gt; &#60;",
    "https://evil.example www.evil.example HTTP://EVIL.example",
    "\n# heading\n> quote\n- item\n1. one\n***\n===\n| a | b |\n|---|---|",
    "- item",
    "1. one",
    "2) two",
    "+ plus",
    "---",
    "===",
    "    indented",
    "[ref]: https://evil.example\n\n[ref]",
    "@everyone <@1> <!channel> <#2|c> :smile: $x^2$ {task.description} {0} %s",
    "line\u2028break\u2029and\x85more\u00a0space",
)
SCRIPTS = (
    "ordinary words, and some more of them",
    "今日は天気がいいですね。「散歩」に行きましょう、きっと楽しい！ソフトウェアーの話です。",
    "我们今天讨论（面包）如何发酵，以及为什么有时候不发酵。",
    "오늘은 빵이 어떻게 부풀어 오르는지 이야기합니다",
    "วันนี้เราจะพูดถึงขนมปังว่าขึ้นฟูได้อย่างไร",
    "आज हम रोटी के बारे में बात करेंगे",
    "اليوم نتحدث عن الخبز وكيف يرتفع",
    "bread 🍞👩‍🍳 and ❤️ 👍🏽 🇩🇪",
    "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft" * 2,
)
texts = st.lists(st.sampled_from((*ATTACKS, *SCRIPTS)) | st.text(max_size=12), max_size=5).map(" ".join)
