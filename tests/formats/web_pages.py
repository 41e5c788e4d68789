"""Pages as sites build them, in eight ways. What belongs to the site and not to the text is marked by a sign in it."""

from __future__ import annotations

SITE = "ƒ"
"""Stands in every paragraph that is no part of the text."""

_EN = [
    "The river rose by two metres during the night, and the lower streets of the town were under water by the morning.",
    "Boats took people from their houses until noon. Nobody was hurt, the mayor said, but dozens will "
    "have to sleep in "
    "the school for the rest of the week.",
    "Engineers had warned of the old dam for years; the money for a new one was promised twice and never came.",
    "By the evening the rain had stopped. On the square, volunteers were handing out bread, blankets and dry shoes.",
]
_DE = [
    "Der Fluss stieg in der Nacht um zwei Meter, und am Morgen standen die unteren Straßen der Stadt unter Wasser.",
    "Bis zum Mittag holten Boote die Menschen aus ihren Häusern. Verletzt wurde niemand, sagte die "
    "Bürgermeisterin, aber "
    "Dutzende werden den Rest der Woche in der Schule schlafen müssen.",
    "Seit Jahren hatten Ingenieure vor dem alten Damm gewarnt; das Geld für einen neuen wurde zweimal versprochen.",
    "Am Abend hörte der Regen auf. Auf dem Platz verteilten Freiwillige Brot, Decken und trockene Schuhe.",
]
_AR = [
    "ارتفع منسوب النهر مترين خلال الليل، وغمرت المياه الشوارع المنخفضة في المدينة مع حلول الصباح.",
    "ونقلت القوارب السكان من منازلهم حتى الظهر. وقالت رئيسة البلدية إن أحدا لم يصب بأذى، لكن العشرات "
    "سيبيتون في المدرسة "
    "حتى نهاية الأسبوع.",
    "وكان المهندسون قد حذروا من السد القديم منذ سنوات، لكن المال اللازم لبناء سد جديد وعد به مرتين ولم يصل.",
    "وفي المساء توقف المطر، ووزع متطوعون في الساحة الخبز والأغطية والأحذية الجافة.",
]


def _paragraphs(texts: list[str], how: str = "<p>{}</p>") -> str:
    return "".join(how.format(text) for text in texts)


def _links(*titles: str) -> str:
    return (
        "<ul>" + "".join(f'<li><a href="/{number}">{title} ƒ</a></li>' for number, title in enumerate(titles)) + "</ul>"
    )


NEWSPAPER = f"""<!doctype html><html lang="en"><head><title>Flood in the old town - The Paper</title></head><body>
<div id="onetrust-banner-sdk" class="otFlat"><div class="ot-sdk-row"><h2>We value your privacy ƒ</h2><div
id="policy-text">We
and our 842 partners store and access personal data, like browsing data or unique identifiers, on your device. By
selecting Accept you consent to all purposes that are named below, and you can change your choice at any time. ƒ</div>
<button>Accept all</button></div></div>
<div class="ssrcss-1ocoo3l-Wrap e42f8511"><header role="banner"><a class="skip" href="#main">Skip to content ƒ</a>
</header></div>
<div id="main-wrapper" class="has-sidebar page-with-ads"><main id="main-content"><article
class="ssrcss-pv1rh6-ArticleWrapper">
<header><h1>Flood in the old town</h1><div data-component="byline">By Anna Berg</div></header>
<div data-component="share-tools" class="ssrcss-x-ShareTools"><span>Share this article ƒ</span><p>Copy the link ƒ</p>
</div>
<div data-component="text-block" class="ssrcss-11r1m41-RichTextComponentWrapper">{_paragraphs(_EN[:2])}</div>
<div class="ssrcss-AdSlot advert"><p>Advertisement ƒ</p></div>
<h2>Old warnings</h2><div data-component="text-block">{_paragraphs(_EN[2:])}</div>
<section data-component="related-topics"><h2>Related topics ƒ</h2>{_links("Floods", "Weather", "Dams")}</section>
<section class="more-on-this-story"><h2>More on this story ƒ</h2>
{
    _links(
        "Why the dam in the hills was never built",
        "What to do when the water comes into your house",
        "A year of rain in pictures by our readers",
    )
}</section>
</article></main></div>
<div class="newsletter-signup"><h3>Never miss a story ƒ</h3><p>Sign up for our morning newsletter, which brings you
the most
important stories of the day, what they mean, and what happens next, every weekday at six. ƒ</p></div>
<footer><p>© The Paper ƒ</p></footer></body></html>"""

WIKI = f"""<html lang="de"><body class="skin-vector mw-body-has-toc ns-0 page-Hochwasser skin-vector-search-vue">
<div class="vector-header-container"><header class="vector-header mw-header"><div
class="vector-menu">{_links("Hauptseite")}
</div></header></div>
<div class="mw-page-container"><div class="vector-column-start"><div class="vector-toc"><h2>Inhaltsverzeichnis ƒ</h2>
{_links("Geschichte", "Folgen", "Einzelnachweise")}</div></div>
<main id="content" class="mw-body"><h1 id="firstHeading">Hochwasser</h1><div id="siteSub">aus der freien Enzyklopädie
ƒ</div>
<div id="mw-content-text"><div class="mw-content-ltr mw-parser-output">
<div class="hatnote navigation-not-searchable">Der Film steht unter Hochwasser (Film). ƒ</div>
<table class="infobox"><tr><th>Fluss</th><td><a href="/D">Donau</a></td></tr></table>
{_paragraphs(_DE[:2], '<p>{}<sup id="cite_ref-1" class="reference"><a href="#cite_note-1">[1]</a></sup></p>')}
<h2>Folgen<span class="mw-editsection"><span>[</span><a href="/e">Bearbeiten</a> | <a>Quelltext bearbeiten</a>]</span>
</h2>
{_paragraphs(_DE[2:3])}<ul><li><a href="/a">Passau</a></li><li><a href="/b">Linz</a></li><li><a href="/c">Krems</a>
</li></ul>
{_paragraphs(_DE[3:])}
<h2>Einzelnachweise ƒ</h2><ol class="references"><li id="cite_note-1"><a href="#cite_ref-1">↑</a> A. Berg: Flüsse,
1998. ƒ</li></ol>
<div role="navigation" class="navbox"><table><tr><td>Naturkatastrophen ƒ</td></tr></table></div></div>
<div class="printfooter">Abgerufen von „https://de.example.org/Hochwasser“ ƒ</div></div>
<div id="catlinks" class="catlinks"><div>Kategorie ƒ <ul><li><a href="/k">Wasser ƒ</a></li></ul> ƒ</div></div></main>
</div>
<footer id="footer" class="mw-footer"><ul><li>Diese Seite wurde zuletzt am 3. Mai bearbeitet. ƒ</li></ul></footer>
</body></html>"""

BLOG = f"""<html lang="en-US"><body class="post-template-default single single-post has-sidebar">
<div id="page" class="site"><header id="masthead" class="site-header"><p class="site-title">By the water ƒ</p></header>
<div id="content"><div id="primary" class="content-area"><article id="post-12" class="post type-post
has-post-thumbnail">
<header class="entry-header"><h1 class="entry-title">A night by the river</h1></header>
<div class="entry-content">{_paragraphs(_EN)}
<div class="sharedaddy sd-sharing-enabled"><h3 class="sd-title">Share this: ƒ</h3><ul><li><a>Facebook ƒ</a></li><li>
<a>X ƒ</a></li>
</ul></div><div id="jp-relatedposts" class="jp-relatedposts"><h3>Related ƒ</h3><p>A day in the hills ƒ</p></div></div>
<footer class="entry-footer"><span class="cat-links">Posted in Travel ƒ</span></footer></article>
<div class="post-navigation"><a href="/p">Previous post: Snow ƒ</a></div>
<div id="comments" class="comments-area"><h2 class="comments-title">2 thoughts ƒ</h2><ol class="comment-list">
<li>Great! ƒ</li>
<li>I have been to the same place, and it was not like that at all: the water never came above the first step of the
church,
and the people whom I met there told me that it never had, in all the years that they could remember. ƒ</li></ol>
</div></div>
<aside id="secondary" class="widget-area"><section class="widget widget_recent_entries"><h2>Recent Posts ƒ</h2>
{_links("Snow", "Hills")}</section></aside></div></div></body></html>"""

ARABIC = f"""<html lang="ar" dir="rtl"><body class="rtl"><div class="navbar navbar-default"><ul class="nav navbar-nav">
<li><a href="/">الرئيسية ƒ</a></li><li><a href="/n">أخبار ƒ</a></li></ul></div>
<div class="container"><ol class="breadcrumb"><li><a href="/">الرئيسية ƒ</a></li><li class="active">محليات ƒ</li></ol>
<div class="row"><div class="col-md-8 article-details"><h1 class="title">فيضان في المدينة القديمة</h1>
<div class="article-info"><span class="date">3 مايو</span></div>
<div class="social-share-buttons"><p>شارك ƒ</p><p>اطبع ƒ</p></div>
<div class="article-body">{_paragraphs(_AR[:2])}
<div class="read-also"><strong>اقرأ أيضا ƒ</strong><p><a href="/r">لماذا لم يبن السد الجديد في التلال ƒ</a></p></div>{
    _paragraphs(_AR[2:])
}</div>
<div class="tags-list"><span>الكلمات المفتاحية ƒ</span>{_links("فيضان", "مطر")}</div></div>
<div class="col-md-4 sidebar-left"><h3>الأكثر قراءة ƒ</h3>{
    _links("أسعار الخبز ترتفع من جديد هذا الأسبوع", "مباراة مثيرة تنتهي بالتعادل", "وفاة كاتب معروف عن تسعين عاما")
}</div></div></div>
<div class="site-footer"><div class="copyright">جميع الحقوق محفوظة ƒ</div></div></body></html>"""

BROADCASTER = f"""<html lang="de"><body><div id="root"><div class="sc-abc cookie-layer" role="dialog"
aria-modal="true"><p>Wir
verwenden Cookies, damit unsere Seite funktioniert und damit wir verstehen, wie sie benutzt wird; Sie können dem
zustimmen
oder nur die notwendigen erlauben, und Ihre Wahl später in den Einstellungen ändern. ƒ</p></div>
<div class="sc-hYbzA"><div class="sc-title"><h1>Flut in der Altstadt</h1></div><div
class="rich-text">{_paragraphs(_DE[:2])}
<div class="teaser-wrap"><h2>Mehr zum Thema ƒ</h2><div><a href="/1">Warum der Damm in den Bergen nie gebaut wurde
ƒ</a></div>
<div><a href="/2">Was zu tun ist, wenn das Wasser ins Haus kommt ƒ</a></div>
<div><a href="/3">Ein Jahr Regen in Bildern unserer Leser ƒ</a></div></div>
<h2>Alte Warnungen</h2>{_paragraphs(_DE[2:])}</div></div>
<div class="sc-foot">{_links("Impressum", "Datenschutz", "Kontakt", "Hilfe")}</div></div></body></html>"""

TABLES = f"""<HTML><HEAD><TITLE>Flood</TITLE></HEAD><BODY BGCOLOR="#FFFFFF"><TABLE WIDTH=100%><TR><TD COLSPAN=2>
<A HREF=/>Home ƒ</A> | <A HREF=/n>News ƒ</A> | <A HREF=/a>Archive ƒ</A> | <A HREF=/c>Contact ƒ</A></TD></TR>
<TR><TD WIDTH=150><A HREF=/1>Town</A> ƒ<BR><BR><A HREF=/2>Region</A> ƒ<BR><BR><A HREF=/3>World</A> ƒ<BR><BR>
<A HREF=/4>Sports</A> ƒ</TD>
<TD><H1>Flood in the old town</H1>{_paragraphs(_EN)}</TD></TR></TABLE></BODY></HTML>"""

PORTAL = f"""<html lang="en"><body><div class="govuk-cookie-banner"><p>We use some essential cookies to make this
service work. ƒ</p>
</div><div class="govuk-width-container"><div class="govuk-breadcrumbs"><ol><li><a href="/">Home ƒ</a></li></ol></div>
<div class="sidebar-menu"><h2>In this section ƒ</h2>{_links("Overview", "Before a flood", "After a flood")}</div>
<div id="content" class="content-sidebar-wrap"><h1>What to do in a flood</h1>{_paragraphs(_EN[:2])}
<div class="sidebar-box"><p>{_EN[2]}</p></div>
<ul><li>Move to a higher floor.</li><li>Switch off the power.</li><li>Call for help.</li>
</ul>{_paragraphs(_EN[3:])}</div>
<div class="feedback-form"><p>Is this page useful? ƒ</p></div></div></body></html>"""

_STYLE = "caret-color: rgb(0, 0, 0); font-family: Georgia; font-size: 18px; display: block"
FRAGMENT = f"""<meta charset='utf-8'><h1 style="{_STYLE}">Flood in the old town</h1><div class="a2a_kit
addtoany_share_save_container"
style="{_STYLE}"><span>Share ƒ</span></div>{_paragraphs(_EN[:2], f'<p style="{_STYLE}">{{}}</p>')}
<p style="{_STYLE}"><strong>Read also:<span> </span><a href="/x">Why the dam was never built ƒ</a></strong></p>
{_paragraphs(_EN[2:], f'<p style="{_STYLE}">{{}}</p>')}"""

PAGES = {
    "newspaper": NEWSPAPER,
    "wiki": WIKI,
    "blog": BLOG,
    "arabic": ARABIC,
    "broadcaster": BROADCASTER,
    "tables": TABLES,
    "portal": PORTAL,
    "fragment": FRAGMENT,
}
