/// How pages and drawings look. Colours are variables with a light and a dark value each: text has a contrast of
/// 4.5 or more on both papers, the eight colours of niches (after Okabe and Ito, "Color Universal Design", 2008,
/// made darker for white paper) 3 or more.
enum PageStyle {
    static let colours: StaticString = """
        :root{color-scheme:light dark;--paper:#fff;--panel:#f6f7f8;--ink:#1b1e22;--soft:#5a616a;--rule:#dadee3;\
        --band:#eef1f4;--link:#0b5cad;--n0:#0072b2;--n1:#c24e00;--n2:#008060;--n3:#a64d86;--n4:#8a6d00;--n5:#2f86c1;\
        --n6:#5f6670;--n7:#7a3b12;--bad:#b3261e;--warn:#8a5a00;--good:#1e6b3a}
        @media (prefers-color-scheme:dark){:root{--paper:#14171a;--panel:#1c2024;--ink:#e7e9ec;--soft:#a6aeb8;\
        --rule:#343a41;--band:#1e2327;--link:#7db7f0;--n0:#4aa3e0;--n1:#f08a4b;--n2:#2fc39a;--n3:#e08fc0;--n4:#e0c040;\
        --n5:#8fd0ff;--n6:#b4bcc6;--n7:#d69a72;--bad:#ff8a80;--warn:#f0b85a;--good:#7fd19b}}
        @media print{:root{color-scheme:light;--paper:#fff;--panel:#fff;--ink:#000;--soft:#444;--rule:#bbb;\
        --band:#f0f0f0;--link:#000;--n0:#0072b2;--n1:#c24e00;--n2:#008060;--n3:#a64d86;--n4:#8a6d00;--n5:#2f86c1;\
        --n6:#5f6670;--n7:#7a3b12;--bad:#b3261e;--warn:#8a5a00;--good:#1e6b3a}}
        .n0{--c:var(--n0)}.n1{--c:var(--n1)}.n2{--c:var(--n2)}.n3{--c:var(--n3)}
        .n4{--c:var(--n4)}.n5{--c:var(--n5)}.n6{--c:var(--n6)}.n7{--c:var(--n7)}

        """

    /// What drawings are made of, in pages and in files.
    static let drawings: StaticString = """
        svg{font:11px system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",sans-serif;fill:var(--ink)}
        svg text{font-variant-numeric:tabular-nums}
        .end{text-anchor:end}.mid{text-anchor:middle}.strong{font-weight:600}
        .grid text{fill:var(--soft)}.grid .name{fill:var(--ink)}
        .grid path{stroke:var(--rule);fill:none;stroke-width:.7}.grid .axis{stroke:var(--soft);stroke-width:1}
        .mark{fill:var(--c);stroke:var(--paper);stroke-width:1}
        .dots,.strip,.others,.pairs,.line-dots{fill:none;stroke-linecap:round}
        .dots{stroke:var(--c,var(--soft));stroke-width:4;opacity:.38}
        .strip{stroke:var(--n0);stroke-width:6;opacity:.42}
        .others{stroke:var(--rule);stroke-width:4}
        .pairs{stroke:var(--n0);stroke-width:4.5;opacity:.5}.pairs.training{stroke:var(--n4);opacity:.9}
        .pairs.of-front{stroke:var(--n1);stroke-width:6.5;opacity:1}
        .reference{fill:none;stroke:var(--soft);stroke-width:1.3}
        .tick{fill:none;stroke:var(--n1);stroke-width:2.2}
        .band{fill:var(--band)}
        .line{fill:none;stroke:var(--n0);stroke-width:2;stroke-linejoin:round}
        .line-dots{stroke:var(--n0);stroke-width:6}
        path.reported{fill:none;stroke:var(--n1);stroke-width:1.3;stroke-dasharray:5 4}
        text.reported{font:italic 13px Georgia,"Times New Roman",serif;fill:var(--n1)}
        .nothing{stroke:none}
        .part0{fill:var(--n0)}.part1{fill:var(--n1)}.part2{fill:var(--n4)}.part3{fill:var(--n3)}
        .part4{fill:var(--n2)}.part5{fill:var(--n6)}.part6{fill:var(--n5)}
        .part7{fill:var(--soft)}
        .rule{fill:var(--n0)}.rule.gone{fill:var(--n6);opacity:.5}
        .notch{fill:none;stroke:var(--n1);stroke-width:2.5}
        .cell .edge{fill:none;stroke:var(--o);stroke-width:2.2}
        .cell .edge.dead{stroke-dasharray:3 4;stroke-width:1.4}
        .cell text{fill:var(--o);font-size:12px;font-weight:600}.cell text.dead{font-weight:400}
        .cell .node{fill:var(--paper);stroke:var(--soft);stroke-width:1.3}
        .cell text.number{fill:var(--soft);font-weight:400}
        .op-conv3{--o:var(--n1)}.op-conv1{--o:var(--n0)}.op-pool{--o:var(--n2)}.op-skip{--o:var(--soft)}
        .cell .op-none{--o:var(--rule);stroke-dasharray:1 5;stroke-width:1}
        .series{fill:none;stroke:var(--c,var(--soft));stroke-width:1.8;stroke-linejoin:round}
        .spread{fill:var(--c,var(--soft));opacity:.14}
        .d1{stroke-dasharray:7 3}.d2{stroke-dasharray:2 3}.d3{stroke-dasharray:8 3 2 3}
        .series.bound{stroke:var(--soft);stroke-width:1.3;stroke-dasharray:1 3}
        .whisker{fill:none;stroke:var(--c);stroke-width:1.4;opacity:.7}
        .zero,.ruler{fill:none;stroke:var(--ink);stroke-width:1.3}
        .leader{fill:none;stroke:var(--soft);stroke-width:.8}
        .clique{fill:none;stroke:var(--n1);stroke-width:4;stroke-linecap:round}

        """

    static let drawingFiles: StaticString = """
        .paper{fill:var(--paper)}

        """

    static let page: StaticString = """
        *{box-sizing:border-box}
        body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.55 system-ui,-apple-system,"Segoe UI",\
        Roboto,"Helvetica Neue",sans-serif;overflow-wrap:anywhere}
        main{max-width:52rem;margin:0 auto;padding:1.5rem 1rem 4rem}
        h1{font-size:1.75rem;line-height:1.2;margin:0 0 .25rem;font-weight:650;letter-spacing:-.01em}
        h2{font-size:1.25rem;margin:3rem 0 .5rem;padding-top:1rem;border-top:1px solid var(--rule);font-weight:650}
        h3{font-size:1rem;margin:1.5rem 0 .25rem;font-weight:650}
        p{margin:.4rem 0 .8rem;max-width:44rem}.soft,figcaption,caption{color:var(--soft)}
        a{color:var(--link);text-decoration:none}a:hover,a:focus-visible{text-decoration:underline}
        nav{font-size:.9rem;margin:1rem 0}nav a{margin-right:.9rem;display:inline-block}
        .caution{border-left:3px solid var(--warn);padding:.1rem 0 .1rem .8rem;font-weight:600}
        .facts{display:grid;grid-template-columns:repeat(auto-fill,minmax(13rem,1fr));gap:.6rem 1.5rem;margin:1rem 0}
        .facts dt{font-size:.8rem;color:var(--soft)}.facts dd{margin:0}
        .sums{display:flex;flex-wrap:wrap;gap:.5rem 2rem;margin:1rem 0;padding:0}
        .sums dd{margin:0;font-size:1.5rem;font-weight:600;font-variant-numeric:tabular-nums;line-height:1.2}
        .sums dt{font-size:.8rem;color:var(--soft)}.sums div{display:flex;flex-direction:column-reverse}
        .reported-figure{font:italic 1rem Georgia,"Times New Roman",serif;color:var(--n1)}
        .findings{list-style:none;padding:0;margin:1rem 0}
        .findings li{border-left:3px solid var(--s);padding:.1rem 0 .1rem .8rem;margin:0 0 .9rem}
        .findings h3{margin:0}.findings p{margin:.15rem 0}
        .level{color:var(--s);font-size:.8rem;font-weight:650;margin-right:.5rem}
        .problem{--s:var(--bad)}.hint{--s:var(--warn)}.fine{--s:var(--good)}.unchecked{--s:var(--soft)}
        figure{margin:1.2rem 0}figure>svg,.panels svg{display:block;width:100%;height:auto}
        figcaption{font-size:.9rem;margin-top:.4rem;max-width:44rem}
        .panels{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(15rem,100%),1fr));gap:1rem}
        .pair{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(19rem,100%),1fr));gap:1.5rem}
        .pair svg{display:block;width:100%;height:auto}
        details{margin:.6rem 0 1rem}details .findings{font-size:.9rem}details .findings li{margin-bottom:.6rem}summary{cursor:pointer;color:var(--link);font-size:.9rem}
        .scroll{overflow-x:auto;max-height:44rem;overflow-y:auto;margin:.5rem 0;border-bottom:1px solid var(--rule)}
        table{border-collapse:collapse;font-size:.86rem;font-variant-numeric:tabular-nums;width:100%;\
        overflow-wrap:normal}
        caption{text-align:left;font-size:.86rem;padding:.2rem 0 .4rem}
        caption span{position:sticky;left:0;display:inline-block;max-width:min(44rem,calc(100vw - 2.5rem))}
        th,td{text-align:left;padding:.28rem .6rem .28rem 0;border-top:1px solid var(--rule);vertical-align:top;\
        white-space:nowrap;font-weight:400}
        thead th{font-weight:600;border-top:0;white-space:normal;min-width:4.2em;vertical-align:bottom;\
        position:sticky;top:0;background:var(--paper)}
        .number{text-align:right}.long{white-space:normal;min-width:10rem;overflow-wrap:anywhere}
        table svg{display:block;width:10.5rem;height:auto}
        th button{all:unset;cursor:pointer;font:inherit}th button:focus-visible{outline:2px solid var(--link)}
        th[aria-sort=ascending] button::after{content:" ▴"}th[aria-sort=descending] button::after{content:" ▾"}
        .rules{padding-left:1.2rem;font-size:.92rem}.rules li{margin:.3rem 0}.rules .gone{color:var(--soft)}
        [data-row]{cursor:pointer}[data-row]:focus{outline:none}
        [data-row]:hover,[data-row]:focus-visible{stroke:var(--ink);stroke-width:2}
        tr.found{background:var(--band)}
        #tip{position:absolute;z-index:2;background:var(--paper);border:1px solid var(--rule);border-radius:6px;\
        box-shadow:0 4px 16px #0003;padding:.5rem .7rem;font-size:.85rem;pointer-events:none;width:15rem;line-height:1.4}
        #tip svg{width:100%;height:auto;display:block}#tip[hidden]{display:none}
        @media (max-width:34rem){svg{font-size:14px}.cell text{font-size:13px}\
        .panels{grid-template-columns:1fr 1fr;gap:.5rem}.panels svg{font-size:15px}.pair svg{font-size:13px}\
        h1{font-size:1.4rem}}
        @media print{main{max-width:none;padding:0}body{font-size:10.5pt}nav,.numbers,#tip{display:none}\
        h2,h3,figcaption{break-after:avoid;break-inside:avoid}figcaption{break-after:auto}\
        figure,.findings li,tr,svg{break-inside:avoid}figure>svg{max-width:15cm!important}\
        .scroll{overflow:visible;max-height:none}thead th{position:static}\
        details::details-content{content-visibility:visible;block-size:auto}summary{color:inherit;list-style:none}\
        .long{min-width:8rem}th,td{white-space:normal}}

        """

    /// What a study's page has beside.
    static let study: StaticString = """
        pre{background:var(--panel);padding:.6rem .8rem;overflow-x:auto;font-size:.86rem}
        code{font-size:.95em}
        main{max-width:72rem}.scroll{max-height:none}
        .study{width:auto}.study th,.study td{padding-right:1rem}
        .study thead th,.study thead td{position:static;border-top:0}
        .study .group{text-align:center;border-bottom:1px solid var(--rule);padding-bottom:.1rem}
        .study .groups{font-size:.8rem}
        .study .block th{font-weight:650;padding-top:1rem;border-top:0}
        .study tbody th{position:sticky;left:0;background:var(--paper)}
        .study small{color:var(--soft)}
        .study i{font:italic 1em Georgia,"Times New Roman",serif;color:var(--n1)}
        .study .bound,.study .bound th{color:var(--soft)}
        .study b{font-weight:700}.study caption span{min-width:min(30rem,85vw)}
        .about{margin-bottom:2.2rem}.about ul{font-size:.86rem;padding-left:1.2rem;max-width:44rem}

        """
}
