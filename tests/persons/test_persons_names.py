"""Names across spellings: what is one name, what is not. All names are invented."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from onrecord.persons.names import compare, first_letters, is_named, keys, same_words

ALIKE, UNLIKE = 0.85, 0.8

SAME = [
    # Arabic, romanised in English, French and other ways
    ("Mohammed Khalil", "Muhammad Khaleel"),
    ("Mohamad Al-Ahmad", "Mohammed Alahmad"),
    ("Md Harun Sarker", "Mohammad Haroon Sarkar"),
    ("Abd al-Rahman Saleh", "Abdulrahman Salih"),
    ("Abdel-Rahman Darwish", "Abdurrahman Darwich"),
    ("Abdallah Hamdan", "Abd Allah Hamdan"),
    ("Abdul Aziz Rahmani", "Abdelaziz Rahmany"),
    ("Youssef Haddad", "Yusuf Haddad"),
    ("Hussein al-Jabouri", "Hussain Aljuburi"),
    ("Hocine Bouzidi", "Hussein Bouzidi"),
    ("Nour al-Din Qasim", "Noureddine Kassem"),
    ("Khaled Abu Zeid", "Khalid Abuzaid"),
    ("Othman Ramadan", "Osman Ramazan"),
    ("Jamal Fawzi", "Gamal Fawzy"),
    ("Rachid Ouali", "Rashid Wali"),
    ("Fatima bint Omar", "Fatemeh Umar"),
    ("Aisha Mahmoud", "Ayesha Mahmud"),
    ("Zaynab Shami", "Zeinab ash-Shami"),
    ("Dr. Samir Nasser", "Sameer Naser"),
    ("Ahmed Mahmoud Khalil", "Ahmad Khalil"),
    ("Ahmed ibn Mahmoud Khalil", "Ahmad Mahmoud Khalil"),
    # Ukrainian, Russian, South Slavic
    ("Ivan Kovalenko", "Kovalenko, Ivan"),
    ("Ivan Kovalenko", "KOVALENKO Ivan"),
    ("Serhii Petrenko", "Sergey Petrenko"),
    ("Oleksandr Bondarchuk", "Alexander Bondarchuk"),
    ("Volodymyr Hrytsenko", "Vladimir Gritsenko"),
    ("Ivan Petrovich Sidorov", "Ivan Sidorov"),
    ("Yevhen Kovalskyi", "Evgeny Kovalsky"),
    ("Dmytro Shevchuk", "Dmitriy Shevchouk"),
    ("Miloš Jovanović", "Milos Jovanovich"),
    # Burmese, Chinese, Pashto, Tigrinya, Spanish, Turkish
    ("U Kyaw Soe", "Kyaw So"),
    ("Thet Naing Htun", "Thet Naing Tun"),
    ("Daw Hnin Yu", "Hnin Yuu"),
    ("Li Xiaoming", "Xiao Ming Li"),
    ("Saifullah Khan", "Saif Ullah Khan"),
    ("Tesfaye Gebre", "Tesfay Gebre"),
    ("José Álvarez", "Jose Alvarez"),
    ("Juan de la Cruz Mora", "Juan Cruz Mora"),
    ("Hüseyin Yıldız", "Huseyin Yildiz"),
    ("J. Karimi", "Jawad Karimi"),
    # in their own scripts, as they are
    ("محمد أحمد خليل", "محمد احمد خليل"),
    ("عبد الرحمن صالح", "عبدالرحمن صالح"),
    ("فاطمة الزهراء", "فاطمه الزهراء"),
    ("مُحَمَّد سعيد", "محمد سعيد"),
    ("سامر بن خالد ناصر", "سامر خالد ناصر"),
    ("Сергей Иванов", "Иванов Сергей"),
    ("Пётр Ильич Соболь", "Петр Соболь"),
    ("အောင် ကျော်", "အောင်ကျော်"),
    # written after the rules, to see what they miss: 27 of 32 were found as they stood
    ("Mustafa Qaddour", "Moustapha Kaddour"),
    ("Abdelkader Belkacem", "Abd el-Kader Bel Kacem"),
    ("Shaima Alwan", "Shaymaa Al-Alwan"),
    ("Ghassan Tlass", "Gassan Tlas"),
    ("Zakaria Yahya", "Zakariya Yehia"),
    ("Ismail Sharif", "Esmail Shareef"),
    ("Amina Hashemi", "Ameneh Hashimi"),
    ("Naseer Ahmad Popal", "Nasir Ahmed Popal"),
    ("Bibi Gul Zadran", "Bibi Gull Jadran"),
    ("Mykola Lysenko", "Nikolai Lisenko"),
    ("Hanna Shcherbak", "Anna Scherbak"),
    ("Yuliia Moroz", "Julia Moroz"),
    ("Kateryna Zhuk", "Ekaterina Zhuk"),
    ("Borys Chaika", "Boris Chayka"),
    ("Aung Myo Thant", "Ko Aung Myo Thant"),
    ("Ma Khin Lay", "Khin Lei"),
    ("Sai Kham Leng", "Kham Leng"),
    ("Nguyen Van Toan", "Nguyen Toan"),
    ("Getachew Alemu", "Getachu Alemu"),
    ("Ömer Çelik", "Omar Celik"),
    ("Ayşe Demir", "Ayse Demir"),
    ("Umm Kulthum Jaber", "Um Kalthoum Jaber"),
    ("Tareq Azzawi", "Tariq al-Azawi"),
    ("Mohannad Sabbah", "Muhannad Sabah"),
    ("Raed Fares", "Ra'id Faris"),
    ("Duaa Salloum", "Doaa Saloum"),
    ("عبدالله ابو زيد", "عبد الله أبوزيد"),
    ("على حسين الموسوي", "علي حسين موسوي"),
    ("Елена Соловьёва", "Елена Соловьева"),
]

MISSED = [
    # Somali c and x, a soft sign before a vowel
    ("Hawa Abdi Warsame", "Xaawo Cabdi Warsame"),
    ("Cabdullaahi Maxamed", "Abdullahi Mohamed"),
    ("Наталія Шевченко", "Наталья Шевченко"),
]

NOT_THE_SAME = [
    ("Hassan Darwish", "Hussein Darwish"),
    ("Ahmed Khalil", "Hamed Khalil"),
    ("Hamad Saleh", "Hamid Saleh"),
    ("Salem Odeh", "Salma Odeh"),
    ("Samir Haddad", "Samira Haddad"),
    ("Amin Khoury", "Amina Khoury"),
    ("Abdullah Nasser", "Abdulrahman Nasser"),
    ("Abdulkarim Aziz", "Abdulhakim Aziz"),
    ("Mahmoud Khalil", "Muhammad Khalil"),
    ("Omar Mansour", "Amr Mansour"),
    ("Ahmed Mahmoud Khalil", "Omar Mahmoud Khalil"),
    ("Khaled Darwish", "Walid Darwish"),
    ("Nasser Jaber", "Yasser Jaber"),
    ("Jamal Saad", "Jamil Saad"),
    ("Said Omari", "Saad Omari"),
    ("Aisha Hamid", "Issa Hamid"),
    ("Abu Hassan", "Hassan Ali"),
    ("Ivan Kovalenko", "Ivana Kovalenko"),
    ("Oleksandr Bondar", "Oleksandra Bondar"),
    ("Oleksandr Bondar", "Oleksii Bondar"),
    ("Andrii Petrenko", "Anton Petrenko"),
    ("Kyaw Soe", "Kyaw Zin"),
    ("Thet Naing", "Thet Aung"),
    ("Zhang Wei", "Zhang Min"),
    ("محمد خليل", "محمود خليل"),
    ("حسن درويش", "حسين درويش"),
    ("Иван Петров", "Игорь Петров"),
    ("Мария Ивановна Белая", "Мария Петровна Белая"),
    ("A. Karimi", "Jawad Karimi"),
    # written after the rules: 21 of 23 were kept apart
    ("Layla Hamwi", "Leen Hamwi"),
    ("Rami Saleh", "Rima Saleh"),
    ("Hani Odeh", "Hanan Odeh"),
    ("Ali Hassan", "Alaa Hassan"),
    ("Nour Khalil", "Noura Khalil"),
    ("Majed Bitar", "Amjad Bitar"),
    ("Fadi Masri", "Fida Masri"),
    ("Adel Rifai", "Adnan Rifai"),
    ("Ayman Zein", "Iman Zein"),
    ("Mariam Sayegh", "Marwa Sayegh"),
    ("Yusuf Kattan", "Yasir Kattan"),
    ("Sami Darwish", "Samia Darwish"),
    ("Petro Koval", "Pavlo Koval"),
    ("Olga Sidorova", "Olena Sidorova"),
    ("Maksym Boiko", "Maryna Boiko"),
    ("Aye Aye Win", "Aye Aye Soe"),
    ("Min Thu", "Min Htut"),
    ("Abdul Ghani Wali", "Abdul Ghafar Wali"),
    ("أحمد صالح", "حمد صالح"),
    ("علي حسن", "علي حسين"),
    ("Denys Bilous", "Daria Bilous"),
]


@pytest.mark.parametrize(("a", "b"), SAME)
def test_spellings_of_one_name_are_alike(a: str, b: str) -> None:
    likeness = compare(a, b)
    assert likeness.score >= ALIKE, likeness
    assert likeness.why


@pytest.mark.xfail(reason="spellings that the rules do not know")
@pytest.mark.parametrize(("a", "b"), MISSED)
def test_spellings_that_are_missed(a: str, b: str) -> None:
    assert compare(a, b).score >= ALIKE


def test_chinese_names_that_differ_by_a_vowel_are_taken_for_one() -> None:
    assert compare("Wang Fang", "Wang Feng").score > ALIKE


@pytest.mark.parametrize(("a", "b"), SAME)
def test_spellings_of_one_name_meet_in_a_rough_key(a: str, b: str) -> None:
    assert set(keys(a)) & {*keys(b), *first_letters(b)} or len(keys(a)) == 1


@pytest.mark.parametrize(("a", "b"), NOT_THE_SAME)
def test_other_names_are_not_alike(a: str, b: str) -> None:
    likeness = compare(a, b)
    assert likeness.score < UNLIKE, likeness


def test_a_father_is_not_his_child() -> None:
    likeness = compare("Ahmed Mahmoud Khalil", "Mahmoud Khalil")
    assert likeness.score < UNLIKE
    assert "may be father and child" in likeness.why


def test_a_single_word_is_not_enough() -> None:
    assert compare("Ahmed", "Ahmed Khalil").score <= 0.5
    assert compare("Suharno", "Suharno").score == 0.8


def test_another_order_is_said() -> None:
    assert "in another order" in compare("Zhang Weilan", "Weilan Zhang").why


def test_scripts_are_not_compared_with_one_another() -> None:
    assert compare("Mohammed Khalil", "محمد خليل").score == 0
    assert "different scripts" in compare("Ivan Petrov", "Иван Петров").why


@pytest.mark.parametrize(
    "cell", ["", "  ", "-", "12", "unidentified man", "Unknown", "مجهول الهوية", "неизвестный", "Name withheld"]
)
def test_what_is_no_name(cell: str) -> None:
    assert not is_named(cell)


@pytest.mark.parametrize("cell", ["Aye", "محمد", "Нина", "李", "J. Karimi"])
def test_what_is_a_name(cell: str) -> None:
    assert is_named(cell)


WORDS = st.text("abdehiklmnorsuyz '-.,عبدالرحمنсергейအောင်", max_size=30) | st.text(max_size=30)


@given(WORDS, WORDS)
def test_a_likeness_is_between_0_and_1_and_the_same_both_ways(a: str, b: str) -> None:
    likeness = compare(a, b)
    assert 0 <= likeness.score <= 1
    assert likeness == compare(b, a)


@example("\N{MATHEMATICAL BOLD CAPITAL A}")
@given(WORDS)
def test_a_name_is_like_itself_in_any_case(name: str) -> None:
    if is_named(name) and len(keys(name)) > 1:
        assert compare(name, name).score == 1
    assert same_words(same_words(name)) == same_words(name)


def test_a_very_long_cell_takes_no_time() -> None:
    assert compare("ab" * 50_000, "ba cd " * 20_000).score < UNLIKE
