"""The sentence of each problem a user can fix; ``messages.problem_sentence`` fills its blanks."""

from __future__ import annotations

from collections.abc import Mapping

from desktop.law.problems import ProblemCode

SENTENCES: Mapping[ProblemCode, str] = {
    ProblemCode.REQUIRED: "Cần nhập {label}.",
    ProblemCode.TOO_LONG: "{label} dài quá {maximum} ký tự.",
    ProblemCode.OUT_OF_RANGE: "{label} phải từ {minimum} đến {maximum}.",
    ProblemCode.NOT_A_DATE: "{label} không phải ngày hợp lệ (ngày/tháng/năm).",
    ProblemCode.NOT_A_NUMBER: "{label} phải là số.",
    ProblemCode.NOT_A_CHOICE: "{label} không có trong danh mục.",
    ProblemCode.LETTER_UNPRINTABLE: (
        "{label} có ký tự «{letter}» mà phông chữ của giấy tờ không có. Hãy bỏ hoặc thay ký tự ấy."
    ),
    ProblemCode.DATE_ORDER: "{label} phải sau hoặc trùng với {before}.",
    ProblemCode.DATE_IN_FUTURE: "{label} ở tương lai.",
    ProblemCode.ALREADY_TAKEN: "{label} đã có rồi.",
    ProblemCode.PARENT_LOOP: "Không thể thuộc chính nó hoặc thuộc cấp dưới của nó.",
    ProblemCode.ONE_OF_TWO: "Chỉ chọn một trong hai: {label} hoặc {other}.",
    ProblemCode.BIRTH_CONTRADICTS: "Năm sinh không khớp với ngày sinh.",
    ProblemCode.IDENTITY_FORM: (
        "Số định danh cá nhân phải có đúng 12 chữ số (số chứng minh nhân dân cũ: 9 chữ số)."
    ),
    ProblemCode.IDENTITY_TAKEN: (
        "Số định danh này đã ghi cho một người khác trong danh sách; hãy tìm và kiểm tra lại."
    ),
    ProblemCode.SAME_TITLE: "{label} đã có trong danh sách: kiểm tra xem có phải là một không.",
    ProblemCode.SHARES_TOO_MANY: "Tổng tỷ lệ đóng góp của các tác giả là {total}%, quá 100%.",
    ProblemCode.NOT_A_LINK: "{label} không phải đường dẫn hợp lệ.",
    ProblemCode.NO_NOMINATIONS: "Hồ sơ chưa có đề nghị nào.",
    ProblemCode.LETTER_NUMBER_MISSING: "Tờ trình chưa có số.",
    ProblemCode.LETTER_DATE_MISSING: "Tờ trình chưa có ngày.",
    ProblemCode.SIGNATORY_MISSING: "Tờ trình chưa có người ký.",
    ProblemCode.RECEIVER_MISSING: "Hồ sơ chưa có nơi nhận.",
    ProblemCode.AWARD_MISSING: "{name}: chưa chọn danh hiệu, hình thức khen thưởng.",
    ProblemCode.AWARD_NOT_FOR_RECIPIENT: "{name}: {award} không dành cho đối tượng này.",
    ProblemCode.AWARD_NOT_IN_FORCE: "{name}: {award} không có hiệu lực vào ngày này.",
    ProblemCode.AWARD_DECIDED_HERE: (
        "{name}: {award} thuộc thẩm quyền của cơ quan này; cấp nào phát động thì cấp đó khen."
    ),
    ProblemCode.AWARD_DECIDED_ABOVE: "{name}: {award} thuộc thẩm quyền cấp trên.",
    ProblemCode.AWARD_DECIDED_ELSEWHERE: "{name}: {award} không do cơ quan này quyết định.",
    ProblemCode.DECIDER_UNVERIFIED: (
        "{name}: thẩm quyền quyết định {award} theo dữ liệu kèm chương trình."
    ),
    ProblemCode.ITEM_MISSING: "{name}: thiếu {item}.",
    ProblemCode.ITEM_UNVERIFIED: "{name}: có thể cần {item}.",
    ProblemCode.REPORT_MISSING: "{name}: chưa có báo cáo thành tích.",
    ProblemCode.ACHIEVEMENT_MISSING: "{name}: chưa ghi thành tích.",
    ProblemCode.PERIOD_MISSING: "{name}: chưa ghi thời gian lập thành tích.",
    ProblemCode.RECIPIENT_TWICE: "{name} có trong hồ sơ hai lần cho cùng một danh hiệu.",
    ProblemCode.HOMONYM: "{name}: có người trùng tên, hãy kiểm tra đúng người.",
    ProblemCode.ALREADY_HOLDS: "{name} đã được {award} năm {year}.",
    ProblemCode.ON_HOLD: "{name}: tạm dừng xem xét, chưa phải từ chối ({hold}).",
    ProblemCode.SAME_ACHIEVEMENT: (
        "{name} đã được {award} cho cùng thời gian lập thành tích; một thành tích không khen nhiều "
        "lần, không cộng dồn."
    ),
    ProblemCode.INTERVAL_OVERLAPS: (
        "{name} đã được {award}; thành tích lần này chỉ tính sau ngày {day} ({basis})."
    ),
    ProblemCode.STATE_LEVEL_TWICE: (
        "{name} đã được {award} năm {year}; mỗi năm chỉ một hình thức khen thưởng cấp Nhà nước."
    ),
    ProblemCode.STANDARD_NOT_MET: "{name}: không đạt điều kiện «{text}» của {award}.",
    ProblemCode.STANDARD_UNDECIDED: (
        "{name}: chưa đủ căn cứ xét «{text}» của {award}; còn thiếu {missing}."
    ),
    ProblemCode.STANDARD_TO_ATTEST: "{name}: cần người có trách nhiệm xác nhận «{text}».",
    ProblemCode.EVALUATIONS_CONTRADICT: (
        "{name}: năm {year} ghi hai kết quả xếp loại khác nhau, chưa biết lấy kết quả nào."
    ),
    ProblemCode.BIRTHS_CONTRADICT: "{name}: ghi hai ngày sinh khác nhau, {one} và {other}.",
    ProblemCode.NOMINATED_ELSEWHERE: (
        "{name}: đang được đề nghị {award} ở hồ sơ khác («{dossier}»)."
    ),
    ProblemCode.SAME_IDENTITY: (
        "{name}: trùng số định danh với bản ghi khác ({other}), có thể là cùng một người."
    ),
    ProblemCode.ACHIEVEMENT_ELSEWHERE: (
        "{name}: cùng thành tích này đang được đề nghị {award} ở hồ sơ khác («{dossier}»)."
    ),
    ProblemCode.RECORD_NAMESAKE: (
        "{name}: {likeness} với {other}; kiểm tra có phải cùng một người."
    ),
    ProblemCode.RECORD_ARCHIVED: "{name}: bản ghi này đã lưu trữ.",
    ProblemCode.QUOTA_OVER: (
        "Vượt tỷ lệ ở {unit}: đề nghị {asked} {award}, được {allowed} (tính trên {base} người), "
        "thừa {over}."
    ),
    ProblemCode.QUOTA_UNCOUNTED: (
        "Chưa tính được tỷ lệ {award} ở {unit}: chưa ghi ai đạt {base_award} năm {year}."
    ),
    ProblemCode.TOO_MUCH_ATTACHED: "Tệp kèm theo vượt quá 200 MB.",
    ProblemCode.PAPER_VALUE_MISSING: "{name}: {paper} còn thiếu {field}.",
    ProblemCode.NAME_DIFFERS: (
        "{name}: {part} viết khác nhau ({kinds}): {left} ghi «{left_text}», {right} ghi "
        "«{right_text}»."
    ),
    ProblemCode.NO_REGIME: "Không có văn bản nào có hiệu lực vào ngày này trong dữ liệu pháp luật.",
    ProblemCode.POINT_UNANSWERED: (
        "{name}: nơi nhận yêu cầu «{text}» nhưng chưa thấy thay đổi nào và chưa có trả lời."
    ),
    ProblemCode.BASIS_NOT_IN_FORCE: "Căn cứ «{basis}» {status} vào ngày {day}.",
    ProblemCode.CORRECTION_TWICE: (
        "Dòng này đã có sửa đổi theo {basis}, áp dụng {period}: hai sửa đổi trùng thời gian sẽ "
        "trái nhau. Hãy sửa hoặc rút sửa đổi ấy trước."
    ),
    ProblemCode.CORRECTION_OUTSIDE: (
        "Khoảng ngày {period} nằm ngoài thời gian của dòng này ({own}): sửa đổi sẽ không bao giờ "
        "được dùng."
    ),
    ProblemCode.CORRECTION_UNDIVIDED: (
        "Dòng này không chia theo thời gian được: bỏ trống hai ô ngày, sửa đổi áp dụng cho mọi "
        "thời gian."
    ),
    ProblemCode.CORRECTION_BREAKS: "Với giá trị này dữ liệu pháp luật không đọc được nữa: {why}.",
    ProblemCode.CORRECTION_CONTRADICTS: (
        "Với giá trị này dữ liệu pháp luật trái nhau: {why}. Dòng: {rows}."
    ),
    ProblemCode.CORRECTION_CONTRADICTS_MORE: "Và còn {count} chỗ trái nhau nữa.",
    ProblemCode.CORRECTION_RECEIVED: (
        "Sửa đổi này do {office} gửi xuống, không sửa được ở đây. Hãy ghi sửa đổi của cơ quan mình."
    ),
    ProblemCode.ROW_UNKNOWN: "Dữ liệu pháp luật không có dòng này.",
    ProblemCode.SAME_DOCUMENT: (
        "Văn bản «{name}» đã có trong danh mục. Chỉ ghi lần nữa nếu là văn bản khác."
    ),
    ProblemCode.SHIPPED_ROW: (
        "Văn bản này có sẵn trong chương trình: sửa ở trang «Dữ liệu pháp luật», kèm căn cứ."
    ),
    ProblemCode.VERDICT_MISSING: "{name}: chưa có ý kiến thẩm định.",
    ProblemCode.VERDICT_REASON_MISSING: "{name}: cần ghi lý do của ý kiến thẩm định.",
    ProblemCode.NOTHING_GRANTED: "Không có đề nghị nào đủ điều kiện để quyết định.",
    ProblemCode.NUMBER_TAKEN: "Số {number} năm {year} đã dùng: {by}.",
    ProblemCode.NUMBER_LEAVES_GAP: (
        "Số {number} bỏ cách {gap} trong sổ năm {year}: các số ấy sẽ ghi «chưa giải thích» ở trang "
        "«Sổ số» cho đến khi có lý do."
    ),
    ProblemCode.NUMBER_RESERVED: "Số {number} đang giữ chỗ ({reason}): quyết định sẽ dùng số này.",
    ProblemCode.NUMBER_UNKNOWN: "Số {number} không có trong sổ năm {year}.",
    ProblemCode.NUMBER_IN_USE: "Số {number} năm {year} không bỏ được: {by}.",
    ProblemCode.FUND_SHORT: (
        "Tiền thưởng {amount} đồng vượt số còn lại của Quỹ thi đua, khen thưởng năm {year} "
        "({left} đồng)."
    ),
    ProblemCode.AWARD_CANCELLED: "{name}: khen thưởng này đã bị hủy bỏ.",
    ProblemCode.GROUND_UNVERIFIED: (
        "Căn cứ «{ground}» chưa dẫn được về văn bản đã đọc nên không in vào quyết định."
    ),
    ProblemCode.BONUS_UNKNOWN: (
        "Dữ liệu pháp luật không có mức tiền thưởng vào ngày này cho {awards}: quyết định không "
        "ghi tiền thưởng kèm theo các danh hiệu, hình thức ấy."
    ),
    ProblemCode.LETTER_DATE_IN_FUTURE: "Ngày tờ trình ở tương lai.",
    ProblemCode.COUNCIL_NO_CHAIR: "Hội đồng chưa có Chủ tịch Hội đồng.",
    ProblemCode.COUNCIL_TWO_CHAIRS: "Hội đồng có hai Chủ tịch cùng lúc: {first} và {second}.",
    ProblemCode.COUNCIL_NO_SECRETARY: "Hội đồng chưa có Thư ký.",
    ProblemCode.MEMBER_TWICE: "{name} có trong danh sách hai lần.",
    ProblemCode.MEMBER_ATTENDED: (
        "Không xóa được người đã có trong danh sách dự họp: {members}. Hãy nhập lại dòng ấy và ghi "
        "«Đến ngày» là ngày thôi."
    ),
    ProblemCode.OUTSIDE_TERM: "Ngày họp {day} nằm ngoài nhiệm kỳ của {term}.",
    ProblemCode.SESSION_FAR_AHEAD: "Ngày họp {day} còn hơn một năm nữa mới đến: kiểm tra lại năm.",
    ProblemCode.NOT_A_TIME: "{label} không đọc được; ghi như 8 giờ 30 hoặc 8:30.",
    ProblemCode.ATTENDANCE_MISSING: "Phiên họp {session} chưa điểm danh.",
    ProblemCode.ISSUED_OVER_MEMBERS: (
        "{name}: phát ra {issued} phiếu nhưng chỉ {entitled} thành viên được biểu quyết."
    ),
    ProblemCode.RECUSED_VOTED: (
        "{name}: {issued} phiếu phát ra tính cả người không tham gia biểu quyết; "
        "chỉ {entitled} thành viên được biểu quyết."
    ),
    ProblemCode.COLLECTED_OVER_ISSUED: (
        "{name}: thu về {collected} phiếu, nhiều hơn {issued} phiếu phát ra."
    ),
    ProblemCode.VALID_OVER_COLLECTED: (
        "{name}: {valid} phiếu hợp lệ, nhiều hơn {collected} phiếu thu về."
    ),
    ProblemCode.VOTES_OVER_VALID: (
        "{name}: đồng ý và không đồng ý cộng lại là {votes}, nhiều hơn {valid} phiếu hợp lệ."
    ),
    ProblemCode.VOTES_UNDER_VALID: (
        "{name}: đồng ý và không đồng ý cộng lại là {votes}, còn thiếu so với {valid} phiếu hợp lệ."
    ),
    ProblemCode.VOTE_TWICE: "{name} có hai dòng kiểm phiếu cho cùng một danh hiệu.",
    ProblemCode.RECUSAL_EXPECTED: (
        "{name} là thành viên Hội đồng và có trong danh sách đề nghị; "
        "chưa ghi không tham gia biểu quyết."
    ),
    ProblemCode.RECUSAL_UNKNOWN: "{name} không có trong {list}.",
    ProblemCode.QUORUM_NOT_MET: (
        "Phiên họp {session}: có mặt {present}/{members} thành viên, cần {needed} mới đủ họp."
    ),
    ProblemCode.NOT_VOTED: "{name}: phiên họp Hội đồng chưa biểu quyết.",
    ProblemCode.VOTE_INCOMPLETE: "{name}: kết quả kiểm phiếu chưa đủ.",
    ProblemCode.BALLOTS_ASKED: (
        "Phiên họp {session} không bỏ phiếu kín, {award} cần bỏ phiếu kín."
    ),
    ProblemCode.ORIGIN_CHANGED: (
        "{name} ({sender} đề nghị): {what}. Bấm «Cập nhật từ hồ sơ gốc» ở trang «Tổng hợp»."
    ),
    ProblemCode.BELOW_THRESHOLD: ("{name}: được {percent} phiếu đồng ý, chưa đạt mức {threshold}."),
}
