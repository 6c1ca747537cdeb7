"""Words that tell labels from other words before a colon, in lower case."""

_ASIDES = """
    note notes remember question questions answer answers example examples warning tip tips important result results
    conclusion summary problem solution step chapter part section number rule caution attention ps hint idea goal
    disclaimer update source title time date first second third next finally reason fact facts point spoiler reminder
    recap topic lesson quote means bonus plus also well so now then ok okay yes no and but because
    the my your our his her their this that these those day week option level phase round scene figure slide
    exercise
    achtung hinweis frage fragen antwort beispiel wichtig lösung merke fazit tipp schritt kapitel ergebnis erstens
    zweitens drittens thema punkt ziel grund regel also nun gut ja nein und aber
    mein meine dein deine sein seine ihr ihre unser unsere der die das ein eine erste zweite letzte dieser diese
    remarque réponse exemple rappel étape chapitre partie conseil résultat solution problème important donc bon alors
    le la les un une mon ma mes son sa notre votre ce cette première deuxième
    nota recuerda pregunta respuesta ejemplo atención importante paso capítulo resultado conclusión consejo bueno
    el los las una mi mis tu su nuestro nuestra este esta primera segunda
    domanda risposta esempio attenzione importante passo capitolo risultato conclusione consiglio allora
    il lo gli mio mia tuo suo nostro nostra questo questa
    atenção pergunta resposta exemplo lembrete dica capítulo resultado conclusão então
    os um uma meu minha seu sua nosso nossa esse essa
    let opmerking vraag antwoord voorbeeld belangrijk stap hoofdstuk conclusie dus
    de het een mijn jouw onze deze
    uwaga pytanie odpowiedź przykład ważne krok rozdział pozor otázka odpověď příklad důležité krok kapitola
    dikkat soru cevap örnek önemli adım bölüm lưu ý câu hỏi ví dụ catatan pertanyaan jawaban contoh
    внимание вопрос ответ пример важно примечание шаг глава итог вывод увага питання відповідь приклад важливо
    注意 注 問題 例 質問 答え ポイント 結論 まとめ 問 答 问题 例如 答案 提示 重点 总结 比如 结论 参考
    他说 她说 我说 你说 他们说 他說 她說 我說 你說 他們說 참고 주의 질문 답변 예 결론
    ملاحظة سؤال جواب مثال תזכורת שאלה תשובה דוגמה توجه نکته پرسش پاسخ ध्यान प्रश्न उत्तर उदाहरण
"""
_PARTICLES = "for van von der den de del della di da do dos du des la le el al bin ibn and und et of the"

# What stands before a colon and names nobody: "Note: ", "Achtung: ", "例：".
ASIDES = frozenset(_ASIDES.split())
# What may be small in a name.
PARTICLES = frozenset(_PARTICLES.split())
